"""What the probes saw, in Russian, by the English templates: see `russian`."""

__all__ = ["PROBES"]

PROBES: dict[str, str] = {
    "both items with the id 'a' are checked from then on": (
        "с этого момента проверяются оба элемента с id 'a'"
    ),
    "{items} was added and not checked in {passes} passes": (
        "{items}: элемент добавлен, но за {passes:проход|прохода|проходов} ни разу не проверен"
    ),
    "add() had not returned, while others added too": (
        "add() не вернулся, пока элементы добавляли и другие"
    ),
    "add() of item {number} before run() had not returned after {seconds:.1f} s, "
    "although nothing else ran: is that a queue with a limit, which nothing empties "
    "before run()?": (
        "add() элемента номер {number} до run() не вернулся за {seconds:.1f} с, хотя "
        "больше ничего не выполнялось: может быть, это очередь с ограничением, которую до "
        "run() никто не разбирает?"
    ),
    "add() of item {number} before run() raised {error}": (
        "add() элемента номер {number} до run(): ошибка {error}"
    ),
    "add() of item {number} during a run had not returned after {seconds:.1f} s, "
    "although no other add() ran": (
        "add() элемента номер {number} во время проверок не вернулся за {seconds:.1f} с, "
        "хотя другой add() не выполнялся"
    ),
    "add() of item {number} during a run raised {error}, although no other add() ran": (
        "add() элемента номер {number} во время проверок: ошибка {error}, хотя другой "
        "add() не выполнялся"
    ),
    "add() raised {error}, while others added too": (
        "add(): ошибка {error}, пока элементы добавляли и другие"
    ),
    "all {total} added items were checked": "все добавленные элементы проверены: {total}",
    "another add() ran while one was in the middle of this line": (
        "другой add() выполнялся, пока этот был посреди строки"
    ),
    "{count} of {total:added item|added items} got no check in the next "
    "{passes:pass|passes} ({names})": (
        "{count} из {total:добавленного элемента|добавленных элементов|добавленных "
        "элементов} не проверено: прошло ещё {passes:проход|прохода|проходов} ({names})"
    ),
    "{count} of {total:added item|added items} got no check, and no more passes came ({names})": (
        "{count} из {total:добавленного элемента|добавленных элементов|добавленных "
        "элементов} не проверено, и проходов больше не было ({names})"
    ),
    "A list keeps both items. And if add() looks for the id first and appends "
    "afterwards, two of them may look before either appends.": (
        "Список хранит оба элемента. А если add() сначала ищет id, а потом добавляет, то "
        "два вызова могут посмотреть раньше, чем хоть один добавит."
    ),
    "Keep the items in a dict by their id, so that storing replaces. Let only one "
    "thread touch it and all others send it their items, or take a lock; or let the "
    "pass walk over a copy.": (
        "Храните элементы в словаре по id: тогда запись заменяет старый. Пусть словарь "
        "трогает только один поток, а остальные отправляют ему элементы, или возьмите "
        "блокировку; или пусть проход идёт по копии."
    ),
    "What does your add() do when the id is there already?": (
        "Что делает ваш add(), если такой id уже есть?"
    ),
    "add() of an item with an id that was there already did not return": (
        "add() элемента с уже занятым id не вернулся"
    ),
    "add() of an item with an id that was there already raised {error}": (
        "add() элемента с уже занятым id: ошибка {error}"
    ),
    "an item with an id that was there already was added {when}, and in the passes "
    "after that both were checked, the old one and the new one": (
        "элемент с уже занятым id добавлен {when}, и в следующих проходах проверялись оба, "
        "старый и новый"
    ),
    "an item with an id that was there already was added {when}, and in the passes "
    "after that neither it nor the old one was checked": (
        "элемент с уже занятым id добавлен {when}, и в следующих проходах не проверялся ни "
        "он, ни старый"
    ),
    "an item with an id that was there already was added {when}, and in the passes "
    "after that the old one was checked and the new one was not": (
        "элемент с уже занятым id добавлен {when}, и в следующих проходах проверялся "
        "старый, а не новый"
    ),
    "before run()": "до run()",
    "during a run": "во время проверок",
    "each time, only one item of an id was checked from then on": (
        "каждый раз дальше проверялся только один элемент с таким id"
    ),
    "{adders} items with one id were added at the same moment, and {count} of them "
    "were checked in the passes after that, instead of one": (
        "одновременно добавлено {adders:элемент|элемента|элементов} с одним id, и в "
        "следующих проходах вместо одного проверялось {count}"
    ),
    "An item that is added replaces the one with the same id, from the next pass on; "
    "if two are added at the same moment, one stays.": (
        "Добавленный элемент заменяет прежний с тем же id начиная со следующего прохода; "
        "если два добавлены одновременно, остаётся один."
    ),
    "Only one item per id": "Один элемент на каждый id",
    "everything waits forever: {who}": "все ждут вечно: {who}",
    "one of them does not end": "кто-то из них не завершается",
    "with one add() alone it says: {reason}": "уже с одним add(): {reason}",
    "{game}: its schedules cannot be played ({why})": "{game}: чередования не проиграть ({why})",
    "{game}: none of {explored:schedule|schedules} loses": (
        "{game}: проверено {explored:чередование|чередования|чередований}, проигрышных нет"
    ),
    "{game}: {losing:schedule loses|schedules lose} out of {explored}; in the shortest, {what}": (
        "{game}: {losing:проигрышное чередование|проигрышных чередования|проигрышных "
        "чередований} из {explored}; в самом коротком: {what}"
    ),
    "{thread} raised {error}": "{thread}: ошибка {error}",
    "it inherits from {name}": "наследуется от {name}",
    "it is a copy of a published solution": "это копия опубликованного решения",
    "{name} of this library does the work": "работу делает {name} из этой библиотеки",
    "it replaced {name}": "код подменил {name}",
    "it reported a finding of its own": "код сам отправил результат",
    "not judged, because the code reaches into the grader": (
        "не оценено: код лезет в проверяющую программу"
    ),
    "it calls {name}()": "код вызывает {name}()",
    "it calls {name}() through ctypes": "код вызывает {name}() через ctypes",
    "it imports {name}, a part of the grader": (
        "код импортирует {name}, часть проверяющей программы"
    ),
    "it looks at frames, and at attributes by computed names": (
        "код смотрит на фреймы и на атрибуты с вычисленными именами"
    ),
    "it makes a function of the grader's code": "код делает функцию из кода проверяющей программы",
    "it makes code in the name of a library": "код создаёт код от имени библиотеки",
    "it makes code objects": "код создаёт объекты кода",
    "it opens {name}, which lies beside it": "код открывает соседний файл {name}",
    "it opens {path}": "код открывает {path}",
    "it sends a signal to another process": "код посылает сигнал другому процессу",
    "it sets {name} of a function or class that is not its own": (
        "код меняет {name} у чужой функции или чужого класса"
    ),
    "it uses a published solution": "код использует опубликованное решение",
    "{where}: it uses {name}": "{where}: используется {name}",
    "it wrote to the grader's pipe": "код писал в канал проверяющей программы",
    "no schedules were played: loading the code takes too long for that": (
        "чередования не проигрывались: код слишком долго загружается"
    ),
    "a check that hung held up the passes: see no-overlap": (
        "зависшая проверка задержала проходы: см. no-overlap"
    ),
    "add() during a run moved the passes: {fault}": (
        "add() во время проверок сдвинул проходы: {fault}"
    ),
    "add() of {item!r}, during a run, had not returned after {seconds:.1f} s": (
        "add() элемента {item!r} во время проверок не вернулся за {seconds:.1f} с"
    ),
    "after add() during a run no further pass came: {fault}": (
        "после add() во время проверок проходов больше не было: {fault}"
    ),
    "after add() during a run, {fault}": "после add() во время проверок: {fault}",
    "all {count:item|items} that were added during the run were checked from the next pass on": (
        "все добавленные во время проверок элементы ({count}) проверялись начиная со "
        "следующего прохода"
    ),
    "{item!r} was added {added:.2f} s after run(), and the next pass came {due:.2f} s "
    "after run(), but it was not checked in {waited:.1f} s": (
        "элемент {item!r} добавлен через {added:.2f} с после run(), следующий проход был "
        "через {due:.2f} с, но за {waited:.1f} с элемент не проверен"
    ),
    "{item!r} was added {added:.2f} s after run(), and the next pass came {due:.2f} s "
    "after run(), but its first check only {first:.2f} s after run()": (
        "элемент {item!r} добавлен через {added:.2f} с после run(), следующий проход был "
        "через {due:.2f} с, а первая его проверка — только через {first:.2f} с"
    ),
    "{trouble}, for {item!r}": "{trouble} (элемент {item!r})",
    "a check of {item!r} started {after:.2f} s after the previous one, which was still "
    "in flight ({together:check|checks} of this item ran concurrently)": (
        "проверка {item!r} началась через {after:.2f} с после предыдущей, которая ещё шла "
        "(одновременно шло {together:проверка|проверки|проверок} этого элемента)"
    ),
    "a check of {seconds:.1f} s was not started twice, and another item was checked "
    "{meanwhile:time|times} meanwhile": (
        "проверка, которая длилась {seconds:.1f} с, не начиналась второй раз, а другой "
        "элемент за это время проверен {meanwhile:раз|раза|раз}"
    ),
    "after its slow check had ended, {item!r} was checked {count:time|times} within "
    "one interval: it made up for the passes before": (
        "после долгой проверки элемент {item!r} проверен {count:раз|раза|раз} за один "
        "интервал: он навёрстывал пропущенные проходы"
    ),
    "after its slow check had ended, {item!r} was not checked again within {seconds:.1f} s": (
        "после долгой проверки элемент {item!r} за {seconds:.1f} с ни разу не проверен снова"
    ),
    "while a check of {item!r} took {seconds:.1f} s, {other!r} was checked only "
    "{meanwhile:time|times}": (
        "пока проверка {item!r} шла {seconds:.1f} с, элемент {other!r} проверен только "
        "{meanwhile:раз|раза|раз}"
    ),
    "while a check of {item!r} was in flight, {fault}": "пока шла проверка {item!r}: {fault}",
    ", in the pass in which {other!r} raised too": (
        ", в том же проходе, где ошибка была и у {other!r}"
    ),
    "a check of {item!r} raised {kind}({text!r}){together}, and {what}": (
        "проверка {item!r}: ошибка {kind}({text!r}){together}; {what}"
    ),
    "after {count:check|checks} that raised, the passes went on for all items": (
        "после ошибок в проверках ({count}) проходы продолжались для всех элементов"
    ),
    "after {kind} in a check of {culprit!r}, {fault}": (
        "после {kind} в проверке {culprit!r}: {fault}"
    ),
    "never ended": "так и не закончилась",
    "no check that raises was made": "до проверки с ошибкой дело не дошло",
    "nothing was printed": "ничего не напечатано",
    "that was not printed (the errors of {count:other check|other checks} were)": (
        "она не напечатана (ошибки других проверок напечатаны: {count})"
    ),
    "was cancelled": "отменена",
    "{count:line was|lines were} printed, none of them with the error's text": (
        "напечатано {count:строка|строки|строк}, но текста ошибки в них нет"
    ),
    "{count:panic|panics}: printed was {line!r}, for example": (
        "{count:паника|паники|паник}: напечатано, например, {line!r}"
    ),
    "{kind} in a check broke out of the event loop and ended it: no task runs any more": (
        "{kind} из проверки вырвался из цикла событий и завершил его: ни одна задача "
        "больше не выполняется"
    ),
    "{kind} in a check of {culprit!r}: a check of {item!r}, which was in flight, {how}": (
        "{kind} в проверке {culprit!r}: проверка {item!r}, которая в это время шла, {how}"
    ),
    "{what}; no code of the checker caught the error": (
        "{what}; в чекере эту ошибку никто не перехватил"
    ),
    " ({count} were never checked)": " (не проверено ни разу: {count})",
    "all {started:check|checks} were in flight at the same time{never}": (
        "все проверки ({started}) шли одновременно{never}"
    ),
    "{in_flight} of {started:check|checks} were in flight at the same time, and the "
    "others did not start before one of these had ended (after {limit:.1f} s)": (
        "одновременно шло {in_flight} из {started:проверки|проверок|проверок}, остальные "
        "не начинались, пока не закончилась хотя бы одна (через {limit:.1f} с)"
    ),
    " (write `async def stop` if this is a checker for asyncio)": (
        " (если чекер для asyncio, напишите `async def stop`)"
    ),
    ", while there were {count} threads": "; потоков в это время было {count}",
    "a pass came every {period:.3f} s, with an interval of {interval:g} s": (
        "проход начинался каждые {period:.3f} с при интервале {interval:g} с"
    ),
    "after a check of {item!r} had returned {answer}, {fault}": (
        "после того как проверка {item!r} вернула {answer}: {fault}"
    ),
    "all {count:check|checks} had started {ms:.0f} ms after run()": (
        "все проверки ({count}) начались через {ms:.0f} мс после run()"
    ),
    "it did not return later either": "и позже он не вернулся",
    "it returned only after them": "вернулся он только после них",
    "no check had started": "ни одна проверка не началась",
    "no check has started: see first-pass": "ни одна проверка не началась: см. first-pass",
    "run() does not return": "run() не возвращается",
    "run() had not returned after {waited:.1f} s: {what}, and {then}{crowd}": (
        "run() не вернулся за {waited:.1f} с: {what}, {then}{crowd}"
    ),
    "run() returned after {ms:.0f} ms": "run() вернулся через {ms:.0f} мс",
    "the first check of {item!r} started {first:.2f} s after run(), with an interval "
    "of {interval:g} s": (
        "первая проверка {item!r} началась через {first:.2f} с после run() при интервале "
        "{interval:g} с"
    ),
    "the first checks were in flight": "первые проверки ещё шли",
    "{item!r} was checked {count:time|times} in {waited:.1f} s, with an interval of "
    "{interval:g} s": (
        "элемент {item!r} за {waited:.1f} с проверен {count:раз|раза|раз} при интервале "
        "{interval:g} с"
    ),
    "{item!r} was not checked within {waited:.1f} s": (
        "элемент {item!r} за {waited:.1f} с не проверен"
    ),
    "{passes:pass|passes} came, one every {interval:g} s": (
        "прошло {passes:проход|прохода|проходов}, по одному каждые {interval:g} с"
    ),
    "{trouble}, before run()": "{trouble} (до run())",
    "{waited:.2f} s after run() {late} of {count:item|items} had not been checked: {later}": (
        "через {waited:.2f} с после run() не проверено {late} из "
        "{count:элемента|элементов|элементов}: {later}"
    ),
    "A pass starts every interval, however long the checks take and whatever they "
    "return: no drift, none left out.": (
        "Проход начинается каждый интервал, сколько бы ни длились проверки и что бы ни "
        "возвращали: без сдвига и без пропусков."
    ),
    "An item that is added during a run is checked from the next pass on, however long "
    "its checks take, and however many items are added.": (
        "Элемент, добавленный во время проверок, проверяется начиная со следующего "
        "прохода, сколько бы ни длились его проверки и сколько бы элементов ни добавляли."
    ),
    "The checker itself prints what each check raised, with the error's text, also "
    "when several raise in one pass.": (
        "Чекер сам печатает ошибку каждой проверки с её текстом, даже если в одном проходе "
        "их несколько."
    ),
    "When checks raise, any Exception or SystemExit, even several in one pass, all "
    "other checks and the passes go on.": (
        "Если проверки вызывают исключения, любые Exception или SystemExit, даже несколько "
        "за проход, остальные проверки и проходы продолжаются."
    ),
    "While a check is in flight, its item is not checked again, and all others are. "
    "Its next check comes with the next pass, not before.": (
        "Пока проверка идёт, её элемент снова не проверяется, а все остальные проверяются. "
        "Следующая проверка элемента — в следующем проходе, не раньше."
    ),
    "run() returns while the first checks are still in flight. It may be `def` or `async def`.": (
        "run() возвращается, пока первые проверки ещё идут. Он может быть `def` или `async def`."
    ),
    "a check of {item!r} came every {period:.3f} s, with an interval of {interval:g} s": (
        "проверка {item!r} начиналась каждые {period:.3f} с при интервале {interval:g} с"
    ),
    "a check of {item!r} started {wrong:.2f} s too early: pass {number} was due "
    "{due:.2f} s after run()": (
        "проверка {item!r} началась на {wrong:.2f} с раньше: проход {number} должен быть "
        "через {due:.2f} с после run()"
    ),
    "a check of {item!r} started {wrong:.2f} s too late: pass {number} was due "
    "{due:.2f} s after run()": (
        "проверка {item!r} началась на {wrong:.2f} с позже: проход {number} должен быть "
        "через {due:.2f} с после run()"
    ),
    "a check of {item!r} that had taken {took:.1f} s ended {ended:.2f} s after run(), "
    "and the next one started {wait:.2f} s later, before the next pass was due: it "
    "made up for a pass": (
        "проверка {item!r} длилась {took:.1f} с и закончилась через {ended:.2f} с после "
        "run(), а следующая началась через {wait:.2f} с, до следующего прохода: так "
        "навёрстан пропущенный"
    ),
    "two checks of {item!r} started within {gap:.2f} s, with an interval of {interval:g} s": (
        "две проверки {item!r} начались с разницей {gap:.2f} с при интервале {interval:g} с"
    ),
    "{item!r} was checked every {period:.2f} s, with an interval of {interval:g} s: so "
    "only in one of {step} passes": (
        "элемент {item!r} проверялся каждые {period:.2f} с при интервале {interval:g} с: "
        "один проход из {step}"
    ),
    "{item!r} was checked {count:time|times}, the last one {last:.2f} s after run(), "
    "and not again in the {rest:.0f} s after that": (
        "элемент {item!r} проверен {count:раз|раза|раз}, в последний раз через {last:.2f} "
        "с после run(), а потом за {rest:.0f} с ни разу"
    ),
    "{item!r} was not checked in pass {number}, {due:.2f} s after run(), but only "
    "{came:.2f} s after run()": (
        "элемент {item!r} не проверен в проходе {number}, через {due:.2f} с после run(), а "
        "только через {came:.2f} с"
    ),
    "{item!r} was not checked in {waited:.1f} s": "элемент {item!r} за {waited:.1f} с не проверен",
    "{item!r} was not checked within {seconds:.1f} s": (
        "элемент {item!r} за {seconds:.1f} с не проверен"
    ),
    "{name} had not returned after {seconds:.1f} s": "{name} не вернулся за {seconds:.1f} с",
    "{name} raised {error}": "{name}: ошибка {error}",
    "and {count} more": "и ещё {count}",
    "the task of {name}()": "задача {name}()",
    "the thread {name!r}": "поток {name!r}",
    "the check of {item!r}": "проверка {item!r}",
    " ({count:other differs|others differ} too)": (
        " (отличается ещё {count:символ|символа|символов})"
    ),
    "{wanted!r} was not printed": "строка {wanted!r} не напечатана",
    "{wanted!r} was not printed on a line of its own, but in {printed!r}": (
        "{wanted!r} напечатано не отдельной строкой, а внутри {printed!r}"
    ),
    "{wanted!r} was not printed, but {printed!r} was": (
        "строка {wanted!r} не напечатана, зато напечатано {printed!r}"
    ),
    "{wanted!r} was not printed: in the line that was, character {number} is a Latin "
    "{got!r} and not a Cyrillic {other!r}{more}": (
        "строка {wanted!r} не напечатана: в той, что напечатана, символ {number} — "
        "латинская {got!r}, а не русская {other!r}{more}"
    ),
    "{wanted!r} was not printed: in the line that was, character {number} is {got!r} "
    "and not {other!r}{more}": (
        "строка {wanted!r} не напечатана: в той, что напечатана, символ {number} — "
        "{got!r}, а не {other!r}{more}"
    ),
    "{wanted!r} was printed without a line end after it": (
        "после {wanted!r} не напечатан конец строки"
    ),
    "The line 'Проверки остановлены' is printed exactly once, after the passes have "
    "ended, and in asyncio after the checks too.": (
        "Строка «Проверки остановлены» печатается ровно один раз, когда проходы "
        "закончились, а в asyncio — когда закончились и проверки."
    ),
    "3 seconds after stop() the threads and tasks of the checker have ended, except "
    "for threads in which a check hangs.": (
        "Через 3 секунды после stop() потоки и задачи чекера завершены, кроме потоков, в "
        "которых висит проверка."
    ),
    "stop() returns, without an error, and the run has ended within 3 seconds, also "
    "between two ticks and while checks hang.": (
        "stop() возвращается без ошибки, и работа завершается за 3 секунды, даже между "
        "тиками и пока проверки висят."
    ),
    "A second stop(), also at the same moment, returns, raises nothing and does not "
    "print the line again.": (
        "Второй stop(), даже одновременный, возвращается, не вызывает ошибок и не печатает "
        "строку снова."
    ),
    "After stop() no check starts, at whatever moment of a pass it comes.": (
        "После stop() не начинается ни одна проверка, в какой бы момент прохода его ни вызвали."
    ),
    "a check that swallows its cancellation would keep stop() from returning": (
        "проверка, которая проглатывает отмену, не дала бы stop() вернуться"
    ),
    "checks hung when stop() was called, and {after:.2f} s after it had returned "
    "{item!r} was checked": (
        "при вызове stop() висели проверки, и через {after:.2f} с после его возврата "
        "проверен {item!r}"
    ),
    "checks hung when stop() was called; {task} had been cancelled, but caught the "
    "CancelledError and went on: {item!r} was checked {after:.2f} s after stop() had "
    "returned": (
        "при вызове stop() висели проверки; {task} получает отмену, но перехватывает "
        "CancelledError и работает дальше: {item!r} проверен через {after:.2f} с после "
        "возврата stop()"
    ),
    "{task} had been cancelled, but caught the CancelledError and went on: {after:.2f} s "
    "after stop() it checked {item!r} again, and that check hangs": (
        "{task} получает отмену, но перехватывает CancelledError и работает дальше: через "
        "{after:.2f} с после stop() она снова начинает проверку {item!r}, и та висит"
    ),
    "a check of {item!r} that started {after:.2f} s after stop() had been called hangs, "
    "and nothing cancels it": (
        "проверка {item!r}, начатая через {after:.2f} с после вызова stop(), висит, и её "
        "никто не отменяет"
    ),
    "stop() does not return without a hung check either": (
        "stop() не возвращается и без зависшей проверки"
    ),
    "while checks hung, stop() had not returned after {limit:.1f} s": (
        "пока висели проверки, stop() не вернулся за {limit:.1f} с"
    ),
    "while checks hung, {line!r} was printed {seconds:.1f} s after stop()": (
        "пока висели проверки, строка {line!r} напечатана через {seconds:.1f} с после stop()"
    ),
    "while checks hung, {trouble}": "пока висели проверки: {trouble}",
    "with hung checks stop() took {seconds:.2f} s": (
        "с зависшими проверками stop() занял {seconds:.2f} с"
    ),
    "with hung checks, {line!r} was printed {count:time|times}": (
        "с зависшими проверками строка {line!r} напечатана {count:раз|раза|раз}"
    ),
    "{left} had not ended {limit:.1f} s after the hung checks had": (
        "через {limit:.1f} с после конца зависших проверок ещё не завершено: {left}"
    ),
    "{limit:.1f} s after stop() the task in which the check of {item!r} hangs had not "
    "been cancelled": (
        "через {limit:.1f} с после stop() задача с зависшей проверкой {item!r} не отменена"
    ),
    "{line!r} was printed only after the hung checks had ended, {seconds:.1f} s after stop()": (
        "строка {line!r} напечатана только после конца зависших проверок, через "
        "{seconds:.1f} с после stop()"
    ),
    "at the same moment as add()": "одновременно с add()",
    "{seconds:.3f} s after an add()": "через {seconds:.3f} с после add()",
    "called {when}, {trouble}": "вызов {when}: {trouble}",
    "in the middle of a pass of {count} items": "посреди прохода по элементам ({count})",
    "of two calls at the same moment, one {trouble}": (
        "из двух одновременных вызовов один: {trouble}"
    ),
    "right after run()": "сразу после run()",
    "see the probes with one stop()": "см. пробы с одним stop()",
    "stop() was called {when}: when {line!r} was printed, {left} had not ended": (
        "stop() вызван {when}: когда напечатана строка {line!r}, ещё не завершено: {left}"
    ),
    "stop() was called {when}: {count:check|checks} started after it had returned, the "
    "first, of {item!r}, {after:.3f} s later": (
        "stop() вызван {when}: после его возврата началось "
        "{count:проверка|проверки|проверок}, первая ({item!r}) — через {after:.3f} с"
    ),
    "stop() was called {when}: {left} had not ended {limit:.1f} s later": (
        "stop() вызван {when}: через {limit:.1f} с ещё не завершено: {left}"
    ),
    "stop() was called {when}: {line!r} was printed {count:time|times}": (
        "stop() вызван {when}: строка {line!r} напечатана {count:раз|раза|раз}"
    ),
    "two calls of stop() at the same moment printed {line!r} {count:time|times}": (
        "два одновременных вызова stop() напечатали строку {line!r} {count:раз|раза|раз}"
    ),
    "{seconds:.3f} s after a tick": "через {seconds:.3f} с после тика",
    "{seconds:.3f} s before a tick": "за {seconds:.3f} с до тика",
    "a check of {item!r} started {after:.2f} s after stop() had returned; "
    "{count:check|checks} in all started after it": (
        "проверка {item!r} началась через {after:.2f} с после возврата stop(); всего после "
        "него началось {count:проверка|проверки|проверок}"
    ),
    "a check of {item!r} started {after:.2f} s after stop() was called, which had not "
    "returned either; {count:check|checks} in all started after it": (
        "проверка {item!r} началась через {after:.2f} с после вызова stop(), который к "
        "тому же не вернулся; всего после него началось {count:проверка|проверки|проверок}"
    ),
    "a check of {item!r} started {after:.2f} s after {line!r} was printed": (
        "проверка {item!r} началась через {after:.2f} с после строки {line!r}"
    ),
    "between two ticks stop() took {seconds:.2f} s": "между тиками stop() занял {seconds:.2f} с",
    "but an item that was added after stop() was checked": (
        "но элемент, добавленный после stop(), проверен"
    ),
    "no check started in {seconds:.1f} s after stop()": (
        "за {seconds:.1f} с после stop() не началась ни одна проверка"
    ),
    "no task and no thread of the checker was left after stop()": (
        "после stop() не осталось ни задач, ни потоков чекера"
    ),
    "no thread of the checker was left after stop()": "после stop() не осталось потоков чекера",
    "stop() does not return with a short interval either": (
        "stop() не возвращается и с коротким интервалом"
    ),
    "stop() had not returned after {limit:.1f} s, between two ticks, with an interval "
    "of {interval:g} s": (
        "между тиками stop() не вернулся за {limit:.1f} с при интервале {interval:g} с"
    ),
    "stop() had not returned after {limit:.1f} s, while no check was in flight": (
        "stop() не вернулся за {limit:.1f} с, хотя ни одна проверка не шла"
    ),
    "stop() took {seconds:.1f} s, while no check was in flight": (
        "stop() занял {seconds:.1f} с, хотя ни одна проверка не шла"
    ),
    "the passes go on after stop(): see stops": ("проходы после stop() продолжаются: см. stops"),
    "{task} had been cancelled, but caught the CancelledError and went on: a check of "
    "{item!r} started {after:.2f} s after stop(); {count:check|checks} in all started "
    "after it": (
        "{task} получает отмену, но перехватывает CancelledError и работает дальше: "
        "проверка {item!r} началась через {after:.2f} с после stop(); всего после него "
        "началось {count:проверка|проверки|проверок}"
    ),
    "stop() was called between two ticks, and {count:check|checks} started at that "
    "moment, the first of {item!r}": (
        "stop() вызван между тиками, и в этот момент началось "
        "{count:проверка|проверки|проверок}, первая — {item!r}"
    ),
    "the second stop() printed {line!r} again": "второй stop() снова напечатал {line!r}",
    "the second stop() returned and did not print the line again": (
        "второй stop() вернулся и не напечатал строку снова"
    ),
    "when {line!r} was printed, {left} had not ended": (
        "когда напечатана строка {line!r}, ещё не завершено: {left}"
    ),
    "{left} had not ended {limit:.1f} s after stop()": (
        "через {limit:.1f} с после stop() ещё не завершено: {left}"
    ),
    "{left} had not ended {limit:.1f} s after stop(), between two ticks, with an "
    "interval of {interval:g} s": (
        "через {limit:.1f} с после stop(), вызванного между тиками при интервале "
        "{interval:g} с, ещё не завершено: {left}"
    ),
    "{line!r} was printed again at the next tick": (
        "строка {line!r} снова напечатана на следующем тике"
    ),
    "{line!r} was printed once, after the passes had ended": (
        "строка {line!r} напечатана один раз, после конца проходов"
    ),
    "{line!r} was printed {before:.2f} s before stop() was called": (
        "строка {line!r} напечатана за {before:.2f} с до вызова stop()"
    ),
    "{line!r} was printed {count:time|times}": "строка {line!r} напечатана {count:раз|раза|раз}",
    "{trouble}, and the checks went on: {count:check|checks} started after it": (
        "{trouble}, а проверки продолжались: после этого началось "
        "{count:проверка|проверки|проверок}"
    ),
    "{left} had not ended {waited:.1f} s after stop()": (
        "через {waited:.1f} с после stop() ещё не завершено: {left}"
    ),
    "{trouble}, between two ticks, with an interval of {interval:g} s": (
        "{trouble} (между тиками, при интервале {interval:g} с)"
    ),
    "{trouble}, while no check was in flight": "{trouble} (хотя ни одна проверка не шла)",
    "a call does not return an immediate answer: see times-out": (
        "вызов не возвращает даже мгновенный ответ: см. times-out"
    ),
    "a call without an answer does not time out as it should: see times-out": (
        "у вызова без ответа таймаут не срабатывает как надо: см. times-out"
    ),
    "had not returned after {seconds:.1f} s": "не вернулся за {seconds:.1f} с",
    "raised {error} after {seconds:.2f} s": "завершился ошибкой {error} через {seconds:.2f} с",
    "returned {value}": "вернул {value}",
    "{case}, a signal raised {error}, in the main thread and not in the call: checks "
    "run in other threads, so a signal cannot end a call": (
        "{case}: сигнал вызвал {error} в главном потоке, а не в вызове; проверки идут в "
        "других потоках, и сигналом вызов не прервать"
    ),
    "{case}, it called get_health() {count:time|times}; each call asks once": (
        "{case}: get_health() вызван {count:раз|раза|раз}, а нужно один"
    ),
    "{case}, it had not returned after {seconds:.2f} s, nor when get_health() had": (
        "{case}: не вернулась за {seconds:.2f} с и после возврата get_health() тоже"
    ),
    "{case}, it had not returned after {seconds:.2f} s; it returned when get_health() did": (
        "{case}: не вернулась за {seconds:.2f} с, а вернулась вместе с get_health()"
    ),
    "{case}, it raised TimeoutError after {seconds:.2f} s: too early": (
        "{case}: TimeoutError уже через {seconds:.2f} с, слишком рано"
    ),
    "{case}, it raised TimeoutError only after {seconds:.2f} s": (
        "{case}: TimeoutError только через {seconds:.2f} с"
    ),
    "{case}, it raised the TimeoutError of {module}, which `except TimeoutError` does "
    "not catch: raise Python's own": (
        "{case}: TimeoutError из {module}, а его `except TimeoutError` не перехватит; "
        "нужен встроенный"
    ),
    "{case}, it raised {error}, which is not a TimeoutError": (
        "{case}: ошибка {error}, и это не TimeoutError"
    ),
    "{case}, it raised {error}: Python allows signals in the main thread only, and "
    "checks run in other threads, so a signal cannot end a call": (
        "{case}: ошибка {error}. Сигналы в Python работают только в главном потоке, а "
        "проверки идут в других, так что сигналом вызов не прервать"
    ),
    "{case}, it returned a task or a coroutine, and not its result: await it first": (
        "{case}: вернулась задача или корутина, а не её результат; сначала нужен await"
    ),
    "{case}, it returned something to await, and not an answer: a function for asyncio "
    "has to be an `async def`, and one for threads returns the answer itself": (
        "{case}: вернулось то, чего ещё надо дождаться, а не ответ; функция для asyncio "
        "объявляется как `async def`, а для потоков возвращает сам ответ"
    ),
    "{case}, it returned the coroutine of get_health() and not its answer: here "
    "get_health is an `async def`, whose call has to be awaited": (
        "{case}: вернулась корутина get_health(), а не её ответ; здесь get_health — `async "
        "def`, её вызова надо дождаться"
    ),
    "{case}, it returned {value} and not what get_health() returned": (
        "{case}: вернулось {value}, а не то, что вернул get_health()"
    ),
    "{case}, it returned {value} and raised no TimeoutError": (
        "{case}: вернулось {value}, а TimeoutError не было"
    ),
    "{case}, it {ended}": "{case}: вызов {ended}",
    "An `await` raises what the task has raised, but what you do not await, or gather "
    "with return_exceptions=True, does not raise it.": (
        "`await` вызывает ту же ошибку, что случилась в задаче. А если задачи не дождаться "
        "или собрать её через gather с return_exceptions=True, ошибки не будет."
    ),
    "An error ends the thread in which it is raised, and no other thread hears of it.": (
        "Ошибка завершает поток, в котором случилась, а другие потоки о ней не узнают."
    ),
    "Await get_health(), or its task, where no `except` of yours catches its errors": (
        "Ждите get_health() или его задачу там, где его ошибок не перехватывает ваш `except`"
    ),
    "Catch BaseException around get_health() and hand it to the caller, as one half of "
    "a pair whose other half is the answer. The caller looks which half it is, raises "
    "the error or returns the answer": (
        "Перехватите BaseException вокруг get_health() и передайте вызвавшему: одна "
        "половина пары — ответ, другая — ошибка. Вызвавший смотрит, какая из них пришла, и "
        "возвращает ответ или вызывает ошибку"
    ),
    "get_health() raises an error. Where does the error go, and does your caller ever see it?": (
        "get_health() вызывает ошибку. Куда она уходит и увидит ли её вызвавший?"
    ),
    "{an_error} And an `except` around everything takes an error of get_health() for "
    "the end of the time.": (
        "{an_error} А `except` вокруг всего примет ошибку get_health() за конец времени."
    ),
    "{pass_on}, and raise TimeoutError yourself only where you have seen that the time is over.": (
        "{pass_on}, а TimeoutError вызывайте сами только там, где видно, что время вышло."
    ),
    "Errors are passed on": "Ошибки доходят до вызвавшего",
    "What get_health() raises, even SystemExit, the call raises as soon as it comes; "
    "what it returns, even an error, the call returns.": (
        "Ошибку get_health(), даже SystemExit, вызов сразу передаёт дальше; а что "
        "get_health() вернул, даже объект ошибки, то вызов и возвращает."
    ),
    "after an error that came too late, in the next call": "в вызове после слишком поздней ошибки",
    "an error that get_health() raised after the timeout was not caught, and ended a thread": (
        "ошибку get_health() после таймаута никто не перехватил, и она завершила поток"
    ),
    "get_health() raised {error} immediately, which `except Exception` does not catch; "
    "with a timeout of {timeout:g} s, the call {ended}": (
        "get_health() сразу вызвал {error}, а `except Exception` такое не перехватывает; с "
        "таймаутом {timeout:g} с вызов {ended}"
    ),
    "get_health() raised {error} immediately; with a timeout of {timeout:g} s, the call {ended}": (
        "get_health() сразу вызвал {error}; с таймаутом {timeout:g} с вызов {ended}"
    ),
    "get_health() raised {error}, and the call asked it again, {count:time|times} in all": (
        "get_health() вызвал {error}, а его спросили ещё раз, всего {count:раз|раза|раз}"
    ),
    "get_health() returned {error} and did not raise it, but the call raised it": (
        "get_health() вернул {error} как значение, а вызов превратил его в ошибку"
    ),
    "what get_health() raised came out of the call, immediately": (
        "ошибка get_health() сразу дошла до вызвавшего"
    ),
    "when get_health() returned {error}": "когда get_health() вернул {error}",
    "after the late answers of {count} calls": (
        "после поздних ответов ({count:вызов|вызова|вызовов})"
    ),
    "after {count} calls that timed out and still hang": (
        "после {count:вызова|вызовов|вызовов} с таймаутом, которые ещё висят"
    ),
    "in a call during which another one's get_health() raised, too late": (
        "в вызове, во время которого в другом get_health() с опозданием вызвал ошибку"
    ),
    "in a call during which the late answer of another one came": (
        "в вызове, во время которого пришёл поздний ответ другого"
    ),
    "in a call with a timeout of {outer:g} s, whose get_health() makes another call, "
    "with a timeout of {inner:g} s and no answer": (
        "в вызове с таймаутом {outer:g} с, в котором get_health() делает ещё один вызов, с "
        "таймаутом {inner:g} с и без ответа"
    ),
    "in a call with a timeout of {outer:g} s, whose get_health() makes another call, "
    "with a timeout of {inner:g} s, and answers when that has timed out": (
        "в вызове с таймаутом {outer:g} с, в котором get_health() делает ещё один вызов, с "
        "таймаутом {inner:g} с, и отвечает, когда у того вышло время"
    ),
    "it returned": "он вернулся",
    "of {count} concurrent calls without an answer, one ended after {seconds:.2f} s: {how}": (
        "из {count:одновременного вызова|одновременных вызовов|одновременных вызовов} без "
        "ответа один завершился через {seconds:.2f} с: {how}"
    ),
    "of {count} concurrent calls, one had not timed out after {seconds:.1f} s": (
        "из {count:одновременного вызова|одновременных вызовов|одновременных вызовов} у "
        "одного таймаут не сработал за {seconds:.1f} с"
    ),
    "of {count} concurrent calls, one timed out only after {seconds:.2f} s": (
        "из {count:одновременного вызова|одновременных вызовов|одновременных вызовов} у "
        "одного таймаут сработал только через {seconds:.2f} с"
    ),
    "while {count} other calls timed out, in a call with 5 times their time": (
        "пока у других вызовов ({count}) выходило время, в вызове с таймаутом в 5 раз больше"
    ),
    "with an immediate answer and a timeout of {timeout:g} s, while {count} other calls hung": (
        "с мгновенным ответом и таймаутом {timeout:g} с, пока другие вызовы ({count}) висели"
    ),
    "{after}, in the next call": "{after}, в следующем вызове",
    "{case}, it had not timed out after {seconds:.1f} s": (
        "{case}: таймаут не сработал за {seconds:.1f} с"
    ),
    "{count} calls timed out, and all others got their own answers": (
        "у {count:вызова|вызовов|вызовов} сработал таймаут, остальные получили свои ответы"
    ),
    "0.5 s after {calls} timeouts the late calls had not been cancelled": (
        "через 0.5 с после таймаутов ({calls}) опоздавшие вызовы не отменены"
    ),
    "0.5 s after {calls} timeouts the late calls had not been cancelled: {left}": (
        "через 0.5 с после таймаутов ({calls}) опоздавшие вызовы не отменены: {left}"
    ),
    "a call with a timeout of {timeout:g} s {end}, and {seconds:.2f} s after it had "
    "begun its caller was cancelled, which was doing something else by then": (
        "вызов с таймаутом {timeout:g} с {end}, а через {seconds:.2f} с после его начала "
        "отменён вызвавший, который занимался уже другим"
    ),
    "calls that should time out do not return: see times-out": (
        "вызовы, у которых должен сработать таймаут, не возвращаются: см. times-out"
    ),
    "get_health() was not called: see times-out": "get_health() не вызван: см. times-out",
    "had been answered": "получил ответ",
    "had ended with an error": "завершился ошибкой",
    "had timed out": "завершился по таймауту",
    "nothing was left after the late answers had come": "после поздних ответов ничего не осталось",
    "{calls} calls in which get_health() raised immediately, with a timeout of "
    "{timeout:g} s, left {left}": (
        "после {calls:вызова|вызовов|вызовов} с таймаутом {timeout:g} с, где get_health() "
        "сразу вызвал ошибку, осталось: {left}"
    ),
    "{calls} calls that hang left {count} more threads, more than {each} each": (
        "после зависших вызовов ({calls}) потоков стало на {count} больше, это больше "
        "{each} на вызов"
    ),
    "{calls} calls that timed out and got their answers later left {count} threads or "
    "tasks, more with every round: {left}": (
        "после {calls:вызова|вызовов|вызовов} с таймаутом и поздними ответами осталось "
        "{count:поток или задача|потока или задачи|потоков или задач}, и с каждым разом "
        "больше: {left}"
    ),
    "{calls} calls that were answered immediately, with a timeout of {timeout:g} s, left {left}": (
        "после {calls:вызова|вызовов|вызовов} с мгновенным ответом и таймаутом {timeout:g} "
        "с осталось: {left}"
    ),
    "{count:thread|threads} stayed for later calls, and the number does not grow": (
        "для следующих вызовов осталось {count:поток|потока|потоков}, и больше их не становится"
    ),
    "a quick answer came immediately, a slow one in time, and TimeoutError after {seconds:g} s": (
        "быстрый ответ пришёл сразу, медленный — вовремя, а TimeoutError — через {seconds:g} с"
    ),
    "in call {number} of a row: {wrong}": "в вызове {number} подряд: {wrong}",
    "with an answer after {after:g} s and a timeout of {timeout:g} s": (
        "с ответом через {after:g} с и таймаутом {timeout:g} с"
    ),
    "with an answer exactly when the timeout of {timeout:g} s is over": (
        "с ответом ровно в конце таймаута {timeout:g} с"
    ),
    "with an immediate answer and a timeout of {timeout:g} s": (
        "с мгновенным ответом и таймаутом {timeout:g} с"
    ),
    "with no answer and a timeout of {timeout:g} s": "без ответа, с таймаутом {timeout:g} с",
    "with the immediate answer {answer} and a timeout of {timeout:g} s": (
        "с мгновенным ответом {answer} и таймаутом {timeout:g} с"
    ),
    "{case}, it did not return": "{case}: не вернулась",
}
