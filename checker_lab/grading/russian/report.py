"""The words of reports, progress and the command, in Russian, by the English templates."""

__all__ = ["REPORT"]

REPORT: dict[str, str] = {
    '  reveal("{exercise}", "{kind}") shows our solution.': (
        '  reveal("{exercise}", "{kind}") покажет наше решение.'
    ),
    "<Report of {summary}>": "<Отчёт: {summary}>",
    "Exercise": "Упражнение",
    "to do": "не начато",
    "done on {day}": "сделано {day}",
    "started; not met yet: {names}": "начато; ещё не выполнено: {names}",
    "the last try": "последняя попытка",
    "State": "Состояние",
    "Requirement": "Требование",
    "What happened": "Что произошло",
    "passed": "выполнено",
    "failed": "не выполнено",
    "not reached": "не проверено",
    "threads": "потоки",
    "saw": "что произошло",
    "why": "причина",
    "wanted": "что нужно",
    "Why:": "Причина:",
    "Wanted:": "Что нужно:",
    "Hint {number} on {name}": "Подсказка {number} ({name})",
    "{passed} of {total} requirements met": (
        "выполнено {passed} из {total:требования|требований|требований}"
    ),
    "{count} not": "не выполнено {count}",
    "{count} not reached": "не проверено {count}",
    "{count:other requirement was|other requirements were} not reached: fix this first": (
        "ещё {count:требование не проверено|требования не проверены|требований не проверено}: "
        "сначала исправьте то, что выше"
    ),
    "{tried} of {total} tried": "проверено {tried} из {total}",
    "{line}; not met: {names}": "{line}; не выполнено: {names}",
    "{passed} of {total} met": "выполнено {passed} из {total}",
    "not met: {names}": "не выполнено: {names}",
    "not reached: {names}": "не проверено: {names}",
    "file": "файл",
    "result": "итог",
    "requirements": "требования",
    "ok": "готово",
    "✓ {title}: done.": "✓ {title}: сделано.",
    "✗ not met: {name}: {title}": "✗ не выполнено: {name}: {title}",
    "{number}. {name}, in {kind}": "{number}. {name}, {kind}",
    "The race": "Гонка",
    "The channel": "Канал",
    "The context": "Контекст",
    "The panic": "Паника",
    "The timeout": "Таймаут",
    "The assignment": "Всё задание",
    "Not yet: {title} is not done. The hints help.": (
        "Пока рано: упражнение «{title}» не сделано. Подсказки помогут."
    ),
    'To see the solution anyway: reveal("{exercise}", "{kind}", anyway=True)': (
        'Посмотреть решение всё равно можно: reveal("{exercise}", "{kind}", anyway=True)'
    ),
    "The cell that defines {name} failed: {error}{where}.": (
        "Ячейка, в которой определяется {name}, не выполнилась: {error}{where}."
    ),
    "{failed} So this {name} is still the one from before, and is not graded. Fix that cell, run "
    "it, and check again.": (
        "{failed} Поэтому {name} остался прежним и не проверяется. Исправьте ту ячейку, запустите "
        "её и проверьте ещё раз."
    ),
    "Your progress cannot be saved in {path}: {why}": (
        "Ваши результаты не сохранить в {path}: {why}"
    ),
    "{failed} Fix it, and run it again.": "{failed} Исправьте её и запустите ещё раз.",
    "there is no exercise {name!r}: choose from {known}": (
        "упражнения {name!r} нет, выберите из этих: {known}"
    ),
    "kind must be 'threads' or 'asyncio', not {kind!r}": (
        "kind должен быть 'threads' или 'asyncio', а не {kind!r}"
    ),
    "Interrupted: the answer was not graded.": "Прервано: ответ не проверен.",
    ", in line {line}, `{source}`": ", строка {line}, `{source}`",
    "Open the schedule that loses ({game})": "Пройти по шагам: {game}",
    "Play it step by step: see which thread moves when, and what is lost": (
        "Пройдите его по шагам: видно, какой поток когда ходит и что теряется"
    ),
    "it cannot be played here: {error}": "здесь его не воспроизвести: {error}",
    "add one id twice": "двойное добавление одного id",
    "add before run": "добавление до run()",
    "add while it runs": "добавление во время проверок",
    "when the checks ran, in seconds": "когда шли проверки, в секундах",
    "the schedule that loses": "чередование, которое ломает программу",
    "what was printed": "что напечатано",
    "Timetable: {lanes:item|items}, from {start:.2f} s to {end:.2f} s; a line marks each tick "
    "of the interval of {interval:g} s. The same as text stands below.": (
        "Хронология: {lanes:элемент|элемента|элементов}, с {start:.2f} с до {end:.2f} с; линия "
        "отмечает каждый тик интервала {interval:g} с. Ниже то же самое текстом."
    ),
    "▬ a check · line: a tick of the interval · dashed: still in flight · × cancelled": (
        "▬ проверка · линия: тик интервала · пунктир: ещё идёт · × отменена"
    ),
    "the first {shown} of {every} rows; all of them stand below": (
        "первые {shown} из {every} строк; все они — ниже, текстом"
    ),
    "because of {cause}": "из-за этого: {cause}",
    "the code could not be loaded: {why}": "код не загрузился: {why}",
    "the code could not be loaded": "код не загрузился",
    "the search was abandoned: {why}": "поиск прерван: {why}",
    "it was not tried": "до этого не дошла очередь",
    "no time was left for it": "на это не осталось времени",
    "(graded in real time, since {what})": "(проверено в реальном времени, потому что {what})",
    "No verdict on it can be trusted, so there is none: remove that, and grade again.": (
        "Никакой оценке такого кода верить нельзя, поэтому её нет. Уберите это и проверьте снова."
    ),
    "The code reaches into the grader ({how}).": "Код вмешивается в проверку ({how}).",
    "This is not its own work: {what}. Write the checks yourself.": (
        "Это не самостоятельная работа: {what}. Напишите проверки сами."
    ),
    "but borrowed": "но работа чужая",
    "could not be graded: {error}": "проверить не удалось: {error}",
    "not judged": "не оценено",
    "borrowed": "чужая работа",
    "reaches into the grader: {how}": "вмешивается в проверку: {how}",
    "the probes took more than {seconds:g} s": "испытания заняли больше {seconds:g} с",
    "{path} cannot be read ({why}): fix it or delete it": (
        "{path} не прочитать ({why}): исправьте или удалите файл"
    ),
    "{path} could not be read ({why}) and is now {name}": (
        "{path} не удалось прочитать ({why}), теперь он называется {name}"
    ),
    "{died} (last step: {doing})": "{died} (последний шаг: {doing})",
    "s": "с",
    " and ": " и ",
    "Look at what the file runs outside of its functions.": (
        "Посмотрите, что в файле выполняется вне функций."
    ),
    "grade() takes a class (the class itself, not an instance), not {given}": (
        "grade() принимает класс (сам класс, а не экземпляр), а не {given}"
    ),
    "{name} has none of add(), run() and stop(): is it a checker?": (
        "у {name} нет ни add(), ни run(), ни stop(): это точно чекер?"
    ),
    "grade_timeout() takes a function of (get_health, seconds), not {given}": (
        "grade_timeout() принимает функцию с параметрами (get_health, seconds), а не {given}"
    ),
    "a class": "класс",
    "a function of (get_health, seconds)": "функция с параметрами (get_health, seconds)",
    "{exercise!r} asks for {wanted}, not for {count:answer|answers}": (
        "в упражнении {exercise!r} нужны: {wanted}; а передано ответов: {count}"
    ),
    "The answers have `{first}` and `{second}`: write `async def` for both, for asyncio, or for "
    "neither, for threads.": (
        "В ответах есть `{first}` и `{second}`: напишите `async def` в обоих, если это asyncio, "
        "или ни в одном, если это потоки."
    ),
}
