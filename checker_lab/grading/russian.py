"""The sentences of a report in Russian, by their English templates: see `sentences`.

A test compares the keys with the templates in the code.
"""

from checker_lab.grading.russian_probes import PROBES

__all__ = ["RUSSIAN"]

RUSSIAN: dict[str, str] = {
    **PROBES,
    '  reveal("{exercise}", "{kind}") shows our solution.': (
        '  reveal("{exercise}", "{kind}") покажет наше решение.'
    ),
    "(graded in real time: {what})": "(проверено в реальном времени: {what})",
    "its probes took more than {seconds:g} s": "испытания заняли больше {seconds:g} с",
    ", at {line}": ", строка {line}",
    "it waits for something that is not Python's own{where}": (
        "код ждёт чего-то вне Python{where}"
    ),
    "again and again it waits a moment for something that is not Python's own; so it did shortly "
    "before this line{where}": (
        "код раз за разом ненадолго ждёт чего-то вне Python; так было незадолго до этой "
        "строки{where}"
    ),
    "it computes without end{where}": "код вычисляет без конца{where}",
    "its threads wake up so often that real time is as quick{where}": (
        "потоки просыпаются так часто, что в реальном времени выходит не дольше{where}"
    ),
    "it calls {name}{where}": "код вызывает {name}{where}",
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
    "saw": "что видно",
    "why": "причина",
    "wanted": "что нужно",
    "Why:": "Причина:",
    "Wanted:": "Что нужно:",
    "Hint {number} on {name}": "Подсказка {number} к {name}",
    "{passed} of {total} requirements met": (
        "выполнено {passed} из {total:требования|требований|требований}"
    ),
    "{count} not": "не выполнено {count}",
    "{count} not reached": "не проверено {count}",
    "{count:other requirement was|other requirements were} not reached: fix this first": (
        "ещё {count:требование не проверено|требования не проверены|требований не проверено}: "
        "сначала исправьте это"
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
    "✓ {title}: done.": "✓ {title}: готово.",
    "✗ not met: {name}: {title}": "✗ не выполнено: {name}: {title}",
    "{number}. {name}, in {kind}": "{number}. {name}, {kind}",
    "The race": "Гонка",
    "The channel": "Канал",
    "The context": "Контекст",
    "The panic": "Паника",
    "The timeout": "Таймаут",
    "The assignment": "Всё задание",
    "Not yet: {title} is not done. The hints help.": (
        "Ещё рано: упражнение «{title}» не сделано. Подсказки помогут."
    ),
    'To see the solution anyway: reveal("{exercise}", "{kind}", anyway=True)': (
        'Всё равно посмотреть решение: reveal("{exercise}", "{kind}", anyway=True)'
    ),
    "The cell that defines {name} failed: {error}{where}. So this {name} is still the "
    "one from before, and is not graded. Fix that cell, run it, and check again.": (
        "Ячейка, в которой определяется {name}, не выполнилась: {error}{where}. Поэтому "
        "{name} пока прежний, и проверять его незачем. Исправьте ячейку, запустите её и "
        "проверьте ещё раз."
    ),
    ", in line {line}, `{source}`": ", строка {line}, `{source}`",
    "Open the schedule that loses ({game})": "Открыть проигрышное чередование ({game})",
    "Play it step by step: see which thread moves when, and what is lost": (
        "Пройдите его по шагам: видно, какой поток когда ходит и что теряется"
    ),
    "it cannot be played here: {error}": "здесь это не проиграть: {error}",
    "add before run": "добавление до run()",
    "add while it runs": "добавление во время проверок",
    "when the checks ran, in seconds": "когда шли проверки, в секундах",
    "the schedule that loses": "проигрышное чередование",
    "what was printed": "что напечатано",
    "the error": "ошибка",
    "errors that ended a thread or a task": "ошибки, от которых завершился поток или задача",
    "Timetable: {lanes:item|items}, from {start:.2f} s to {end:.2f} s; a dashed line "
    "marks each tick of the interval of {interval:g} s. The same as text stands below.": (
        "Расписание: {lanes:элемент|элемента|элементов}, с {start:.2f} с до {end:.2f} с; "
        "пунктир отмечает каждый тик интервала {interval:g} с. Ниже то же самое текстом."
    ),
    "▬ a check · dashed line: a tick of the interval · → still in flight · × cancelled": (
        "▬ проверка · пунктир: тик интервала · → ещё идёт · × отменена"
    ),
    "because of {cause}": "из-за этого: {cause}",
    "the code could not be loaded: {why}": "код не загрузился: {why}",
    "the code could not be loaded": "код не загрузился",
    "{died}, in the middle of {doing}": "{died}; в это время шло: {doing}",
    "the search was abandoned: {why}": "поиск прерван: {why}",
    "it was not tried": "до этого не дошло",
    "no time was left for it": "на это не осталось времени",
    "the probe did not come to a result": "проба ничего не показала",
    "line {line}, `{source}`": "строка {line}, `{source}`",
    "{file}, line {line}, `{source}`": "{file}, строка {line}, `{source}`",
    "A thread": "Поток",
    "A task": "Задача",
    "A call in a pool or an event loop": "Вызов в пуле или цикле событий",
    "{who} raised {error}, in {where}.": "{who}: ошибка {error} ({where}).",
    "{who} raised {error}.": "{who}: ошибка {error}.",
    "{error} was raised in {where}, and the code caught it.": (
        "Ошибка {error} ({where}), и код её перехватил."
    ),
    "{call}() is `async def`, and nothing awaits it, in {where}: so it never runs.": (
        "{call}() объявлена как `async def`, но её никто не ждёт ({where}): она так и не "
        "выполнилась."
    ),
    "{call}() is `async def`, and nothing awaits it: so it never runs.": (
        "{call}() объявлена как `async def`, но её никто не ждёт: она так и не выполнилась."
    ),
    "The run() of a thread runs it here. Its start() starts it.": (
        "run() потока выполняет его прямо здесь. Запускает его start()."
    ),
    "{call} does not return: it is in {where}.": (
        "{call} не возвращается: выполнение стоит здесь ({where})."
    ),
    "{call} does not return: it is in {outer}, and there in {inner}.": (
        "{call} не возвращается: выполнение стоит здесь ({outer}), а внутри — здесь ({inner})."
    ),
    "A thread waits for a lock, in {where}.": "Поток ждёт блокировку ({where}).",
    "Python cannot read the code: {error}, in {where}.": (
        "Python не может прочитать код: {error} ({where})."
    ),
    "The code cannot be loaded: {error}, in {where}.": "Код не загружается: {error} ({where}).",
    "The code cannot be loaded: {error}.": "Код не загружается: {error}.",
    "time.sleep() holds up the whole event loop, in {where}.": (
        "time.sleep() останавливает весь цикл событий ({where})."
    ),
    "Nothing starts the thread that is made in {where}.": "Поток создан, но не запущен ({where}).",
    "Somebody adds while this loop goes through the items: loop over a copy, "
    "`list(...)`, made under a lock, or let only one thread or task touch them.": (
        "Кто-то добавляет элементы, пока цикл их перебирает. Перебирайте копию, "
        "`list(...)`, сделанную под блокировкой, или пусть элементы трогает только один "
        "поток или одна задача."
    ),
    "There is no event loop here: asyncio.create_task() works only in code that the "
    "loop runs. A checker for asyncio needs `async def stop`.": (
        "Здесь нет цикла событий: asyncio.create_task() работает только в коде, который "
        "выполняет цикл. Для asyncio нужен `async def stop`."
    ),
    "The event loop is already running: start a task, asyncio.create_task(...).": (
        "Цикл событий уже работает: запустите задачу, asyncio.create_task(...)."
    ),
    "A thread runs once: make a new Thread each time.": (
        "Поток запускается один раз: создавайте каждый раз новый Thread."
    ),
    "A thread cannot wait for itself to end.": "Поток не может ждать собственного завершения.",
    "Call start() of the thread before join().": "Сначала вызовите start() потока, потом join().",
    "`args=` takes a tuple: write a comma after a single argument, `args=(item,)`.": (
        "`args=` принимает кортеж: после единственного аргумента нужна запятая, `args=(item,)`."
    ),
    "Call the `async def` function: write `()` after its name.": (
        "Вызовите функцию `async def`: поставьте `()` после имени."
    ),
    "Write `with`: this one is not asynchronous.": "Напишите `with`: это не асинхронно.",
    "Is it `async with`?": "Может быть, `async with`?",
    "Is the name of the argument misspelled?": "Нет ли опечатки в имени аргумента?",
    "`await` needs a coroutine: is what it calls `async def`?": (
        "`await` нужна корутина: объявлено ли вызванное как `async def`?"
    ),
    "This is a coroutine, not its result: is an `await` missing?": (
        "Это корутина, а не её результат: не забыт ли `await`?"
    ),
    "Call the `async def` function: create_task(work()).": (
        "Вызовите функцию `async def`: create_task(work())."
    ),
    "Create it in run(), in the loop that uses it.": (
        "Создайте это в run(), в том цикле, который им пользуется."
    ),
    "This part is not written yet: put your code in its place.": (
        "Эта часть ещё не написана: поставьте на её место свой код."
    ),
    "A name that a function assigns anywhere is local to it. Do you mean an attribute, "
    "`self.{name}`?": (
        "Имя, которому функция где-нибудь присваивает значение, в ней локальное. Может "
        "быть, имелся в виду атрибут `self.{name}`?"
    ),
    "Is `self.` missing? Write self.{name}.": "Не забыт ли `self.`? Напишите self.{name}.",
    "Add `import {name}` at the top.": "Добавьте в начало `import {name}`.",
    "Is the name misspelled, or its import missing?": (
        "Нет ли опечатки в имени, не забыт ли import?"
    ),
    "Did you mean {name!r}?": "Может быть, {name!r}?",
    "What is before the dot is None here: it is set later, or somebody has set it back.": (
        "То, что стоит перед точкой, здесь None: значение появляется позже, или его кто-то сбросил."
    ),
    "A checker needs a method {name}().": "Чекеру нужен метод {name}().",
    "Nothing has set self.{name} so far: give it a first value in __init__().": (
        "Атрибуту self.{name} пока ничего не присвоено: задайте начальное значение в __init__()."
    ),
    "An item has an `id` and a method `health()`.": "У элемента есть `id` и метод `health()`.",
    "Is `self` missing? Write it as the first parameter in {where}.": (
        "Не забыт ли `self`? Он должен быть первым параметром ({where})."
    ),
    "Compare the call with the parameters in {where}.": "Сравните вызов с параметрами ({where}).",
    "Write `await` before it, or give it to asyncio.create_task().": (
        "Поставьте перед вызовом `await` или отдайте его asyncio.create_task()."
    ),
    "Look at this line and at the one above it.": "Посмотрите на эту строку и на строку выше.",
    "Write `await asyncio.sleep(...)`.": "Напишите `await asyncio.sleep(...)`.",
    "time.sleep() holds up the whole event loop: write `await asyncio.sleep(...)`.": (
        "time.sleep() останавливает весь цикл событий: напишите `await asyncio.sleep(...)`."
    ),
    "Call its start().": "Вызовите его start().",
    "Has it taken the lock already, or does somebody keep it?": (
        "Не взял ли он её уже сам, и отпускает ли её тот, кто взял?"
    ),
    "`target=` takes the function itself: leave out the `()` after its name.": (
        "`target=` принимает саму функцию: уберите `()` после имени."
    ),
    "Let run() only start a task, asyncio.create_task(...), and return.": (
        "Пусть run() только запустит задачу, asyncio.create_task(...), и вернётся."
    ),
    "Let run() only start a thread, threading.Thread(...).start(), and return.": (
        "Пусть run() только запустит поток, threading.Thread(...).start(), и вернётся."
    ),
    "Who holds the lock, or who empties the queue, that add() waits for?": (
        "Кто держит блокировку или не разбирает очередь, которой ждёт add()?"
    ),
    "What stop() waits for does not end: does it get to know of the stop?": (
        "То, чего ждёт stop(), не завершается: узнаёт ли оно об остановке?"
    ),
    "What is it waiting for?": "Чего он ждёт?",
    "run() returns immediately": "run() возвращается сразу",
    "run() returns while the first checks are still in flight.": (
        "run() возвращается, пока первые проверки ещё идут."
    ),
    "The first pass starts immediately": "Первый проход начинается сразу",
    "All items that were added before run() are checked as soon as it is called.": (
        "Все элементы, добавленные до run(), проверяются сразу после его вызова."
    ),
    "One pass every interval": "Каждый интервал — один проход",
    "A pass starts every interval, however long the checks take: no drift, none left out.": (
        "Проход начинается каждый интервал, сколько бы ни длились проверки: без сдвига и "
        "без пропусков."
    ),
    "Items are checked in parallel": "Элементы проверяются параллельно",
    "20 slow items are checked at the same time, so they take about as long as one.": (
        "20 медленных элементов проверяются одновременно, поэтому все вместе занимают "
        "столько же времени, сколько один."
    ),
    "Items can be added during a run": "Элементы можно добавлять на ходу",
    "An item that is added while the checks run is checked from the next pass on.": (
        "Элемент, добавленный во время проверок, проверяется начиная со следующего прохода."
    ),
    "No added item is lost": "Добавленные элементы не теряются",
    "Every added item is checked, also when others are added at the same moment.": (
        "Каждый добавленный элемент проверяется, даже если в тот же момент добавляют другие."
    ),
    "No two checks of one item overlap": "Проверки одного элемента не пересекаются",
    "While a check is in flight its item is not checked again, nor is that made up for later.": (
        "Пока проверка идёт, новая проверка этого элемента не начинается и потом не навёрстывается."
    ),
    "stop() stops the checks": "stop() останавливает проверки",
    "After stop() no check starts.": "После stop() не начинается ни одна проверка.",
    "Nothing goes on after stop()": "После stop() ничего не остаётся",
    "Soon after stop() the threads and tasks of the checker have ended.": (
        "Вскоре после stop() потоки и задачи чекера завершены."
    ),
    "The stop message is printed once": "Строка об остановке печатается один раз",
    "The line 'Проверки остановлены' is printed exactly once, after the checks have ended.": (
        "Строка «Проверки остановлены» печатается ровно один раз, когда проверки уже завершились."
    ),
    "stop() returns promptly": "stop() не заставляет ждать",
    "stop() ends the run within moments, also between two ticks and while a check hangs.": (
        "stop() завершает работу почти мгновенно: и между тиками, и пока какая-нибудь "
        "проверка висит."
    ),
    "stop() can be called twice": "stop() можно вызвать дважды",
    "A second stop() returns, raises nothing and prints nothing.": (
        "Второй stop() возвращается, ничего не печатает и не вызывает ошибок."
    ),
    "A panic does no harm": "Паника никому не вредит",
    "When a check raises, even SystemExit, all other checks and the passes go on.": (
        "Если проверка вызвала исключение, даже SystemExit, остальные проверки и проходы "
        "продолжаются."
    ),
    "A panic is printed": "Паника напечатана",
    "The checker itself prints what a check raised, with the error's text.": (
        "Чекер сам печатает, что случилось в проверке, с текстом ошибки."
    ),
    "It times out, in time": "Таймаут срабатывает вовремя",
    "It returns what get_health() returns, or raises TimeoutError when the time is "
    "over, and not before.": (
        "Функция возвращает то, что вернул get_health(), или вызывает TimeoutError, когда "
        "время вышло, и не раньше."
    ),
    "A timeout affects only its own call": "Таймаут касается только своего вызова",
    "When one call times out, all others return their own answers.": (
        "Если у одного вызова вышло время, остальные возвращают свои ответы."
    ),
    "A timeout leaves nothing behind": "После таймаута ничего не остаётся",
    "What a timeout leaves behind is bounded, and gone when get_health() returns.": (
        "То, что остаётся после таймаута, ограничено и исчезает, когда get_health() возвращается."
    ),
    "Who does the checking: the caller of run(), or somebody else?": (
        "Кто выполняет проверки: тот, кто вызвал run(), или кто-то другой?"
    ),
    "The caller of run() waits for everything that run() waits for, and a check may "
    "take forever.": (
        "Тот, кто вызвал run(), ждёт всего, чего ждёт run(), а проверка может не "
        "закончиться никогда."
    ),
    "Let run() only start something that goes on by itself, {a_worker}, and put the "
    "loop with all its passes in there.": (
        "Пусть run() только запустит то, что дальше работает само ({a_worker}), а цикл со "
        "всеми проходами перенесите туда."
    ),
    "What does your loop do first: check, or wait?": (
        "Что ваш цикл делает сначала: проверяет или ждёт?"
    ),
    "Look at when the first checks started. If that is one interval after run(), the "
    "wait comes before the checks. If they never started, follow an item from add() to "
    "its check.": (
        "Посмотрите, когда начались первые проверки. Если через интервал после run(), то "
        "ожидание стоит перед проверками. Если они не начались совсем, проследите путь "
        "элемента от add() до проверки."
    ),
    "Check first, then wait for the next tick. And make sure that what run() starts "
    "can see the items that were added before it.": (
        "Сначала проверьте, потом ждите следующего тика. И убедитесь, что запущенное в "
        "run() видит элементы, добавленные раньше."
    ),
    "When should the third pass start, counted from the first?": (
        "Когда должен начаться третий проход, если считать от первого?"
    ),
    "If you wait a whole interval after the work, the time of the work adds up. The "
    "timetable shows by how much.": (
        "Если после работы ждать целый интервал, время работы накапливается. В расписании "
        "видно, сколько набежало."
    ),
    "Keep the moment of the next tick in a variable, add the interval to it after each "
    "pass, and wait only for the time that is left, on a clock that is never set back.": (
        "Храните момент следующего тика в переменной, после каждого прохода прибавляйте к "
        "нему интервал и ждите только остаток — по часам, которые не переводят назад."
    ),
    "How many checks are in flight while the first one is?": (
        "Сколько проверок идёт, пока идёт первая?"
    ),
    "If you wait for a check before you start the next one, they run one after "
    "another. A pool runs only as many as it has workers, and its default is few.": (
        "Если дожидаться одной проверки, прежде чем начать другую, они идут по очереди. "
        "Пул выполняет их столько, сколько в нём рабочих потоков, а по умолчанию их мало."
    ),
    "Start all checks of a pass, each in {a_worker} of its own, before you wait for any.": (
        "Запустите все проверки прохода, каждой — {a_worker}, и только потом ждите."
    ),
    "Which items does a pass check: those that were there at run(), or those that are there now?": (
        "Какие элементы проверяет проход: те, что были при вызове run(), или те, что есть сейчас?"
    ),
    "A copy that run() makes does not change when add() is called later.": (
        "Копия, сделанная в run(), не изменится от того, что позже вызовут add()."
    ),
    "Start each pass with a look at the current items. Or let add() send the item to "
    "the one that does the passes, which takes it in before the next pass.": (
        "Начинайте каждый проход с текущего списка элементов. Или пусть add() отправляет "
        "элемент тому, кто делает проходы, а тот забирает его перед следующим проходом."
    ),
    "What are the steps of your add()? Write down what each one reads and what it writes.": (
        "Из каких шагов состоит ваш add()? Запишите, что каждый читает и что записывает."
    ),
    "Imagine that another add(), or a pass, runs between two of the steps: whose items "
    "are in the list afterwards? The schedule shows one such order.": (
        "Представьте, что между двумя шагами выполняется другой add() или проход: чьи "
        "элементы окажутся в списке? Чередование показывает один такой порядок."
    ),
    "Either only one at a time may be in there (take a lock, in the passes too), or "
    "only one ever touches the items and all others send them to it.": (
        "Либо внутри одновременно может быть только один (возьмите блокировку, и в "
        "проходах тоже), либо элементы трогает только один владелец, а остальные "
        "отправляют их ему."
    ),
    "A check takes longer than the interval. What does the next tick do about its item?": (
        "Проверка длится дольше интервала. Что следующий тик делает с её элементом?"
    ),
    "A tick has to know which checks are still in flight, and something has to record "
    "when a check ends, however it ends.": (
        "Тик должен знать, какие проверки ещё идут, и кто-то должен отметить конец "
        "проверки, чем бы она ни кончилась."
    ),
    "Keep a set of the ids that are in flight. In a pass, skip those that are in the "
    "set and add the others to it; remove each one in a `finally`.": (
        "Храните множество id, которые сейчас проверяются. В проходе пропускайте те, что в "
        "нём есть, остальные добавляйте; убирайте каждый в `finally`."
    ),
    "What does your loop look at before it starts a check?": (
        "На что смотрит ваш цикл, прежде чем начать проверку?"
    ),
    "Everything that starts checks has to notice stop(): the loop of the passes, and "
    "whatever that loop has started that repeats by itself.": (
        "stop() должно замечать всё, что начинает проверки: цикл проходов и то, что он "
        "запустил и что повторяется само."
    ),
    "Share one thing between them that stop() sets once. Look at it before each check, "
    "and wait on it where you now sleep.": (
        "Дайте им один общий признак, который stop() ставит один раз. Смотрите на него "
        "перед каждой проверкой и ждите на нём там, где сейчас sleep."
    ),
    "What is still there after stop()? The report names it.": (
        "Что остаётся после stop()? В отчёте это названо."
    ),
    "A thread ends when its function returns, and a task when its coroutine does. Find "
    "what keeps that one going, or waiting.": (
        "Поток завершается, когда возвращается его функция, задача — когда завершается "
        "корутина. Найдите, что заставляет её продолжать или ждать."
    ),
    "Everything that run() has started needs a signal that the run is over (an event, "
    "a last message, a cancellation, a shutdown), and a check that hangs must not keep "
    "the others.": (
        "Всему, что запустил run(), нужен сигнал о конце работы (событие, последнее "
        "сообщение, отмена, shutdown), а зависшая проверка не должна держать остальных."
    ),
    "Which part of your code prints the line, and what has ended by then?": (
        "Какая часть кода печатает строку и что к этому моменту уже завершилось?"
    ),
    "The caller of stop() only knows that it asked for the end. What has ended knows "
    "that it has.": (
        "Тот, кто вызвал stop(), знает только, что попросил остановиться. Что всё "
        "закончилось, знает тот, кто закончил."
    ),
    "Let the one that does the passes print the line as its last act, once a run, and "
    "let stop() wait for that. Print nothing when there is nothing to stop.": (
        "Пусть строку печатает тот, кто делает проходы, последним действием и один раз за "
        "запуск, а stop() этого дождётся. Если останавливать нечего, ничего не печатайте."
    ),
    "stop() comes just after a tick. What wakes the one that waits for the next tick?": (
        "stop() вызван сразу после тика. Что разбудит того, кто ждёт следующего?"
    ),
    "Nothing can wake a sleep. And if you wait for a check to end, you wait forever "
    "when that check hangs.": (
        "Из sleep разбудить нельзя. А если ждать конца проверки, то с зависшей проверкой "
        "ждать придётся вечно."
    ),
    "Wait for the tick and for the stop in one call (an event or a mailbox, with a "
    "timeout), and do not wait for checks that are in flight: {a_hung}.": (
        "Ждите тика и остановки одним вызовом (событие или почтовый ящик с таймаутом), а "
        "идущих проверок не ждите: {a_hung}."
    ),
    "What does stop() find the second time?": "Что застаёт второй stop()?",
    "What was closed, joined, set to None or cancelled the first time still is.": (
        "Что в первый раз закрыли, дождались, сбросили в None или отменили, таким и осталось."
    ),
    "Ask first whether something is running. If not, let stop() return immediately: no "
    "error, and no second line.": (
        "Сначала спросите, работает ли что-нибудь. Если нет, пусть stop() сразу вернётся: "
        "без ошибки и без второй строки."
    ),
    "Where does the error of a check go, and what does it end on its way?": (
        "Куда уходит ошибка проверки и что она обрывает по дороге?"
    ),
    "If the `try` is around the whole loop, one error ends the loop. And SystemExit is "
    "not an Exception: it goes right through `except Exception`.": (
        "Если `try` стоит вокруг всего цикла, одна ошибка завершит цикл. А SystemExit — не "
        "Exception: он проходит сквозь `except Exception`."
    ),
    "Put the `try` around each single check, inside what runs it, and catch "
    "everything: BaseException{but_cancelled}.": (
        "Поставьте `try` вокруг каждой отдельной проверки, внутри того, что её выполняет, "
        "и перехватывайте всё: BaseException{but_cancelled}."
    ),
    "What does your code do with an error that it has caught?": (
        "Что ваш код делает с перехваченной ошибкой?"
    ),
    "If you do not print an error, it never happened. Look where it goes: `pass`, a "
    "future without a call of its result(), a gather whose results you never look at.": (
        "Если ошибку не напечатать, её как будто не было. Посмотрите, куда она девается: "
        "`pass`, future, у которого не вызвали result(), gather, на результаты которого не "
        "посмотрели."
    ),
    "Where you catch it, print the item's id and what was raised, for SystemExit too.": (
        "Там, где ошибка перехвачена, напечатайте id элемента и саму ошибку; SystemExit тоже."
    ),
    "What are you waiting for: for the answer, for the time, or for whichever comes first?": (
        "Чего вы ждёте: ответа, времени или того, что случится раньше?"
    ),
    "Look at the three cases: a quick answer is returned immediately; a late one is a "
    "TimeoutError when the time is over, not when the answer comes; and `seconds` are "
    "seconds. A `with` may wait at its end.": (
        "Разберите три случая: быстрый ответ возвращается сразу; поздний — это "
        "TimeoutError тогда, когда вышло время, а не когда пришёл ответ; `seconds` — это "
        "секунды. На выходе из `with` тоже можно застрять."
    ),
    "Start get_health() somewhere else and wait for its answer with a timeout: {a_wait}.": (
        "Запустите get_health() в другом месте и ждите ответа с таймаутом: {a_wait}."
    ),
    "What do two calls at the same time have in common?": (
        "Что общего у двух одновременных вызовов?"
    ),
    "A pool, a queue, a variable or a loop that all calls share may be full of calls "
    "that hang, or hold an answer that belongs to another call.": (
        "Общий пул, очередь, переменная или цикл могут быть заняты зависшими вызовами или "
        "хранить ответ чужого вызова."
    ),
    "Create everything that a call needs inside that call, and cancel only what that "
    "call has started itself.": (
        "Всё, что нужно вызову, создавайте внутри него и отменяйте только то, что запустил он сам."
    ),
    "get_health() answers at last, and its caller has gone. Where does the late answer go?": (
        "get_health() наконец отвечает, а вызвавшего уже нет. Куда девается поздний ответ?"
    ),
    "Handing something to a caller that has gone takes forever, unless there is room "
    "to leave it. And a task that you do not cancel goes on.": (
        "Отдавать ответ тому, кто ушёл, можно вечно, если его негде оставить. А задача, "
        "которую не отменили, продолжает работать."
    ),
    "Give the answer a place that never makes its sender wait, {a_place}, and let go "
    "of everything else when the time is over.": (
        "Дайте ответу место, которое не заставит отправителя ждать ({a_place}), а всё "
        "остальное отпустите, когда вышло время."
    ),
    "a thread": "отдельный поток",
    "a task": "отдельная задача",
    "you cannot end a thread from outside": "поток нельзя завершить снаружи",
    "cancel them": "отмените их",
    ", but let CancelledError pass: it is how a task is asked to end": (
        ", но CancelledError пропускайте дальше: так задачу просят завершиться"
    ),
    "a queue's get(timeout=...) in the caller, a put() in the thread": (
        "get(timeout=...) очереди у вызвавшего, put() в потоке"
    ),
    "asyncio has two functions for it, and both cancel a call that is late": (
        "в asyncio для этого есть две функции, и обе отменяют опоздавший вызов"
    ),
    "such as a queue with room for one": "например, очередь на один элемент",
    "or better, cancel what would answer": "а лучше отмените того, кто отвечает",
}
