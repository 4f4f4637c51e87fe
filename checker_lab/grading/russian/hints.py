"""The hints, in Russian, by the English templates."""

__all__ = ["HINTS"]

HINTS: dict[str, str] = {
    "A list keeps both items. And if add() looks for the id first and appends afterwards, "
    "two of them may look before either appends.": (
        "В списке остаются оба элемента. А если add() сначала ищет id и только потом добавляет, то "
        "поискать могут успеть оба вызова, прежде чем хоть один добавит."
    ),
    "Keep the items in a dict by their id, so that storing replaces. Let only one {owner} "
    "touch it and all others send it their items, or take a lock; or let the pass walk over "
    "a copy.": (
        "Храните элементы в словаре по id: тогда новый элемент заменит старый. Пусть словарь "
        "трогает только {owner}, а остальные только отправляют элементы. Или берите блокировку, "
        "или пусть проход идёт по копии."
    ),
    "What does your add() do when the id is there already?": (
        "Что делает ваш add(), если такой id уже есть?"
    ),
    "An `await` raises what the task has raised, but what you do not await, or gather with "
    "return_exceptions=True, does not raise it.": (
        "`await` выбрасывает исключение, которым завершилась задача. Если же задачу не ждать или "
        "собрать её через gather с return_exceptions=True, исключение до вас не дойдёт."
    ),
    "An error ends the thread in which it is raised, and no other thread hears of it.": (
        "Исключение завершает поток, в котором оно возникло, а другие потоки о нём не узнают."
    ),
    "Await get_health(), or its task, where no `except` of yours catches its errors": (
        "Ждите get_health() или его задачу там, где ваш `except` не перехватит его исключений"
    ),
    "Catch BaseException around get_health() and hand it to the caller, as one half of a "
    "pair whose other half is the answer. The caller looks which half it is, raises the "
    "error or returns the answer": (
        "Перехватите BaseException вокруг get_health() и передайте тому, кто ждёт, пару: ответ и "
        "исключение, одно из которых — None. Тот смотрит, что пришло, и возвращает ответ или "
        "выбрасывает исключение"
    ),
    "get_health() raises an error. Where does the error go, and does your caller ever see it?": (
        "get_health() выбрасывает исключение. Куда оно уходит и дойдёт ли до того, кто вызвал вашу "
        "функцию?"
    ),
    "{an_error} And an `except` around everything takes an error of get_health() for the "
    "end of the time.": (
        "{an_error} А `except` вокруг всего кода примет исключение из get_health() за таймаут."
    ),
    "{pass_on}, and raise TimeoutError yourself only where you have seen that the time is over.": (
        "{pass_on}, а TimeoutError выбрасывайте сами только там, где точно знаете, что время вышло."
    ),
    "Which thread or task does the checks: the one that calls run(), or another one?": (
        "Какой поток (или какая задача) выполняет проверки: тот, который вызвал run(), или другой?"
    ),
    "The caller of run() waits for everything that run() waits for, and a check may take "
    "forever.": (
        "Тот, кто вызвал run(), ждёт всего, чего ждёт сам run(), а проверка может не закончиться "
        "никогда."
    ),
    "Let run() only start something that goes on by itself, {a_worker}, and put the loop "
    "with all its passes in there.": (
        "Пусть run() только запустит то, что дальше работает само ({a_worker}), а цикл со всеми "
        "проходами перенесите туда."
    ),
    "Follow each item from add() to its first check: what comes in between, and is any item "
    "left out?": (
        "Проследите путь каждого элемента от add() до первой проверки: что происходит по дороге "
        "и не пропущен ли какой-нибудь элемент?"
    ),
    "What in your code ends the whole process: os._exit(), or a signal? All the rest of the "
    "program would end with it.": (
        "Что в вашем коде завершает весь процесс: os._exit() или сигнал? Вместе с ним завершилась "
        "бы и вся остальная программа."
    ),
    "Follow {item!r} from add() to its check: where does add() put it, and what takes it from "
    "there?": (
        "Проследите путь {item!r} от add() до проверки: куда его кладёт add() и что его оттуда "
        "берёт?"
    ),
    "{item!r} was never checked and others were: follow it from add() to its check, and then "
    "one of the others. Where do their ways part?": (
        "{item!r} ни разу не проверен, а другие проверены: проследите его путь от add() до "
        "проверки, а потом путь одного из других. Где они расходятся?"
    ),
    "What does the pass walk over while add() changes it?": (
        "Что именно перебирает проход, пока add() это меняет?"
    ),
    "No other add() ran, only a pass. Which of its lines change the items, or put something "
    "else in their place?": (
        "Другой add() в это время не работал, работал только проход. Какие его строки меняют "
        "элементы или кладут на их место что-то другое?"
    ),
    "Look at when the first checks started. If that is one interval after run(), your loop "
    "waits first, or takes the new items in too late. If some or all never started, look "
    "at what your loop goes through, and when that is set.": (
        "Посмотрите, когда начались первые проверки. Если через интервал после run(), то ваш цикл "
        "сначала ждёт или слишком поздно забирает новые элементы. Если какие-то проверки не "
        "начались совсем, посмотрите, что перебирает цикл и когда это задано."
    ),
    "Check first, then wait for the next tick. And make sure that what run() starts can see "
    "the items that were added before it.": (
        "Сначала проверяйте, потом ждите следующего тика. И убедитесь, что код, который запускает "
        "run(), видит элементы, добавленные до него."
    ),
    "Keep the moment of the next tick in a variable, add the interval to it after each "
    "pass, and wait only for the time that is left, on a clock that is never set back.": (
        "Храните момент следующего тика в переменной, после каждого прохода прибавляйте к нему "
        "интервал и ждите только оставшееся время, по часам, которые не переводят назад."
    ),
    "If you wait for a check before you start the next one, they run one after another. A "
    "pool runs only as many as it has workers, and its default is few.": (
        "Если дожидаться одной проверки, прежде чем начать следующую, они идут по очереди. Пул "
        "выполняет одновременно не больше проверок, чем в нём потоков, а по умолчанию их мало."
    ),
    "Start all checks of a pass, each in {a_worker} of its own, before you wait for any.": (
        "Запустите все проверки прохода (для каждой — {a_worker}) и только потом ждите."
    ),
    "Start each pass with a look at the current items. Or let add() send the item to the "
    "one that does the passes, which takes it in before the next pass.": (
        "В начале каждого прохода смотрите, какие элементы есть сейчас. Или пусть add() отправляет "
        "элемент тому, кто делает проходы, а тот забирает его перед следующим проходом."
    ),
    "What are the steps of your add(), and of a pass? Write down what each one reads and what "
    "it writes.": (
        "Из каких шагов состоит ваш add(), а из каких — проход? Выпишите, что каждый шаг читает и "
        "что записывает."
    ),
    "Imagine that another add(), or a pass, runs between two of the steps: whose items are "
    "in the list afterwards? The schedule shows one such order. And is there room for hundreds "
    "of items?": (
        "Представьте, что между двумя шагами успел сработать другой add() или проход: чьи элементы "
        "окажутся в списке? Чередование показывает один такой случай. И хватит ли места на сотни "
        "элементов?"
    ),
    "Let only one thread at a time touch the items (take a lock, in the passes too). Or let "
    "only one thread ever touch them, and all others send their items to it.": (
        "Пусть элементы в каждый момент трогает только один поток (берите блокировку, и в проходах "
        "тоже). Или пусть их всегда трогает один и тот же поток, а остальные отправляют элементы "
        "ему."
    ),
    "A tick has to know which checks are still in flight, and something has to record when "
    "a check ends, however it ends.": (
        "Тик должен знать, какие проверки ещё идут, и кто-то должен отметить конец проверки, "
        "чем бы она ни кончилась."
    ),
    "Keep a set of the ids that are in flight. In a pass, skip those that are in the set "
    "and add the others to it; remove each one in a `finally`.": (
        "Храните множество id тех элементов, проверка которых ещё идёт. В проходе пропускайте "
        "элементы из этого множества, а остальные добавляйте в него; убирайте каждый id в "
        "`finally`."
    ),
    "What starts the next check, and how does that hear of stop()?": (
        "Что запускает следующую проверку и как оно узнаёт о stop()?"
    ),
    "Everything that starts checks has to notice stop(): a loop, a timer that has been "
    "set, and whatever either of them has started that repeats by itself{and_catches}.": (
        "О stop() должно узнавать всё, что запускает проверки: цикл, заведённый таймер и всё, что "
        "они запустили и что повторяется само{and_catches}."
    ),
    "Share one thing between them that stop() sets once. Look at it before each check, "
    "wait on it where you now sleep, and cancel each timer that is set.": (
        "Заведите для них один общий флаг, который stop() ставит один раз. Смотрите на него перед "
        "каждой проверкой, ждите его там, где сейчас sleep, и отменяйте каждый заведённый таймер."
    ),
    "What is that still waiting for, and how does it hear of stop()?": (
        "Чего ждёт то, что ещё не завершено, и как оно узнаёт о stop()?"
    ),
    "A thread ends when its function returns, and a task when its coroutine does. Find what "
    "keeps that one going, or waiting.": (
        "Поток завершается вместе со своей функцией, а задача — вместе со своей корутиной. "
        "Найдите, что не даёт им завершиться."
    ),
    "Everything that run() has started needs a signal that the run is over (an event, a "
    "last message, a cancellation, a shutdown), and a check that hangs must not keep the "
    "others.": (
        "Всему, что запустил run(), нужен сигнал, что пора завершаться (событие, последнее "
        "сообщение, отмена, shutdown), а зависшая проверка не должна задерживать остальных."
    ),
    "Which part of your code prints the line, and what has ended by then?": (
        "Какая часть вашего кода печатает строку и что к этому моменту уже завершилось?"
    ),
    "stop() only knows that it has asked for the end. Only what does the passes knows that they "
    "have ended.": (
        "stop() знает только, что попросил остановиться. Что проходы закончились, знает лишь тот, "
        "кто их делал."
    ),
    "Let the one that does the passes print the line as its last act, once a run, and let "
    "stop() wait for that. Print nothing when there is nothing to stop.": (
        "Пусть строку печатает тот, кто делает проходы: последним действием и один раз за запуск. "
        "А stop() пусть этого дождётся. Если останавливать нечего, ничего не печатайте."
    ),
    "What does stop() wait for, how long may that take, and how may it end?": (
        "Чего ждёт stop(), сколько это может длиться и чем может кончиться?"
    ),
    "{no_waking}If you wait for a check to end, you wait forever when that check hangs. "
    "{and_raises}": (
        "{no_waking}Если ждать конца проверки, то с зависшей проверкой ждать придётся вечно. "
        "{and_raises}"
    ),
    "Nothing can wake a sleep. ": "Разбудить того, кто спит в sleep(), нельзя. ",
    "Wait for the tick and for the stop in one call (an event or a mailbox, with a "
    "timeout). {a_hung}.": (
        "Ждите тика и остановки одним вызовом (через событие или почтовый ящик, с таймаутом). "
        "{a_hung}."
    ),
    "What does stop() find the second time?": "Что застаёт второй stop()?",
    "What was closed, joined, set to None or cancelled the first time still is.": (
        "Всё, что первый stop() закрыл, отменил, сбросил в None или дождался через join(), таким и "
        "осталось."
    ),
    "Ask first whether something is running. If not, let stop() return immediately: no "
    "error, and no second line.": (
        "Сначала проверьте, работает ли что-нибудь. Если нет, пусть stop() сразу завершится: без "
        "ошибки и без второй строки."
    ),
    "If the `try` is around the whole loop, one error ends the loop. And SystemExit is not "
    "an Exception: it goes right through `except Exception`.": (
        "Если `try` стоит вокруг всего цикла, первая же ошибка завершит цикл. А SystemExit — не "
        "Exception: он проходит сквозь `except Exception`."
    ),
    "An error of a check: where does it end up, and which line of your code prints it?": (
        "Куда попадает ошибка проверки и какая строка вашего кода её печатает?"
    ),
    "If you do not print an error, it never happened. Look where it goes: `pass`, a future "
    "without a call of its result(), a gather whose results you never look at.": (
        "Если ошибку не напечатать, её как будто и не было. Посмотрите, куда она девается: `pass`, "
        "future, у которого не вызвали result(), gather, на результаты которого никто не смотрит."
    ),
    "Where you catch it, print the item's id and what was raised, for SystemExit too.": (
        "Там, где вы её перехватили, напечатайте id элемента и саму ошибку, и для SystemExit тоже."
    ),
    "What are you waiting for: for the answer, for the time, or for whichever comes first?": (
        "Чего вы ждёте: ответа, времени или того, что случится раньше?"
    ),
    "Look at the three cases: a quick answer is returned immediately; a late one is a "
    "TimeoutError when the time is over, not when the answer comes; and `seconds` are "
    "seconds. A `with` may wait at its end.": (
        "Разберите три случая: быстрый ответ возвращается сразу; если ответ опаздывает, "
        "TimeoutError выбрасывается, когда вышло время, а не когда ответ пришёл; `seconds` — это "
        "секунды. И на выходе из `with` тоже можно застрять."
    ),
    "Start get_health() somewhere else and wait for its answer with a timeout: {a_wait}.": (
        "Запустите get_health() в другом месте и ждите ответа с таймаутом: {a_wait}."
    ),
    "What do two calls at the same time have in common?": (
        "Что общего у двух одновременных вызовов?"
    ),
    "A pool, a queue, a variable or a loop that all calls share may be full of calls that "
    "hang, or hold an answer that belongs to another call.": (
        "Если пул, очередь, переменная или цикл у всех вызовов общие, их могут занять зависшие "
        "вызовы, а лежать там может ответ чужого вызова."
    ),
    "Create everything that a call needs inside that call, and cancel only what that call "
    "has started itself.": (
        "Всё, что нужно вызову, создавайте внутри него и отменяйте только то, что запустил он сам."
    ),
    "get_health() answers at last, and its caller has gone. Where does the late answer go, "
    "and what else has the call started?": (
        "get_health() наконец отвечает, а ждать его уже некому. Куда девается поздний ответ и что "
        "ещё запустил вызов?"
    ),
    "Which line raises this error when the time is over, and where can your code raise "
    "TimeoutError instead?": (
        "Какая строка выбрасывает эту ошибку, когда вышло время, и где вместо неё можно выбросить "
        "TimeoutError?"
    ),
    "In which line does your code know that the time is over, and what does it do then: "
    "return something, or raise TimeoutError?": (
        "В какой строке ваш код узнаёт, что время вышло, и что он тогда делает: возвращает что-то "
        "или выбрасывает TimeoutError?"
    ),
    "False, None and 0 are answers too. By what does your code know that an answer has come?": (
        "False, None и 0 — тоже ответы. Как ваш код узнаёт, что ответ пришёл?"
    ),
    "What ends the wait too early? `seconds` are seconds, and they count from the call.": (
        "Что обрывает ожидание слишком рано? `seconds` — это секунды, и считаются они от вызова."
    ),
    "Which line calls get_health(), and what makes it run again?": (
        "Какая строка вызывает get_health() и почему она выполняется ещё раз?"
    ),
    "Which way does the answer take from get_health() to your `return`, and what else may be "
    "returned there?": (
        "Каким путём ответ идёт от get_health() до вашего `return` и что ещё может там вернуться?"
    ),
    "An error may be an answer too. How does your code tell what get_health() has returned "
    "from what it has raised?": (
        "Исключение тоже может быть ответом. Как ваш код отличает то, что get_health() вернул, от "
        "того, что он выбросил?"
    ),
    "The caller has gone when get_health() raises. What catches the error then?": (
        "get_health() выбрасывает исключение, когда ждать его уже некому. Кто это исключение "
        "перехватит?"
    ),
    "A task that is cancelled gets a CancelledError. Where does your code catch it, and what "
    "does the task wait for afterwards?": (
        "Отменённая задача получает CancelledError. Где ваш код его перехватывает и чего задача "
        "ждёт потом?"
    ),
    "The time is over, and get_health() goes on. What cancels it, and what keeps the "
    "cancellation from it?": (
        "Время вышло, а get_health() продолжает работать. Кто его отменяет и что мешает отмене до "
        "него дойти?"
    ),
    "Which line starts what is left, and what ends it when the time is over?": (
        "Какая строка запускает то, что осталось, и что это завершает, когда вышло время?"
    ),
    "Which threads does a call start besides the one that asks, and what ends each of them?": (
        "Какие потоки запускает вызов, кроме того, что спрашивает, и что завершает каждый из них?"
    ),
    "Which line starts what is left, and what ends it when the answer has come?": (
        "Какая строка запускает то, что осталось, и что это завершает, когда пришёл ответ?"
    ),
    "Which line starts what is left, and what ends it when get_health() has raised?": (
        "Какая строка запускает то, что осталось, и что это завершает, если get_health() выбросил "
        "исключение?"
    ),
    "Which line cancels the caller, and what stops it from doing so when the call is over?": (
        "Какая строка отменяет задачу, которая вызвала функцию, и что помешает ей сделать это, "
        "когда вызов уже закончился?"
    ),
    "Handing something to a caller that has gone takes forever, unless there is room to "
    "leave it. And a task that you do not cancel goes on.": (
        "Отдавать ответ тому, кто ушёл, можно вечно, если его негде оставить. А задача, которую "
        "не отменили, продолжает работать."
    ),
    "Give the answer a place that never makes its sender wait, {a_place}, and let go of "
    "everything else when the time is over.": (
        "Дайте ответу место, которое не заставит отправителя ждать ({a_place}), а от всего "
        "остального избавьтесь, когда вышло время."
    ),
    "thread": "один поток",
    "task": "одна задача",
    "a thread": "отдельный поток",
    "a task": "отдельная задача",
    "Do not wait for checks that are in flight: you cannot end a thread from outside": (
        "Не ждите проверок, которые ещё идут: поток нельзя завершить снаружи"
    ),
    "And what changes while stop() goes through it, or is None or closed by then, makes "
    "stop() raise.": (
        "А если то, что перебирает stop(), в это время меняется, уже закрыто или равно None, "
        "stop() завершится ошибкой."
    ),
    "Cancel the checks that are in flight, and wait for tasks with asyncio.wait(), which "
    "does not raise what they have raised": (
        "Отмените проверки, которые ещё идут, и ждите задачи через asyncio.wait(): он не "
        "выбрасывает их исключений"
    ),
    ". And a task that catches its CancelledError is not cancelled": (
        ". А задача, которая перехватила свой CancelledError, работает дальше"
    ),
    "And an `await` of a task that was cancelled raises CancelledError, in stop() too.": (
        "А `await` отменённой задачи выбрасывает CancelledError, и в stop() тоже."
    ),
    ", but let CancelledError pass: it is how a task is asked to end": (
        ", но CancelledError пропускайте дальше: так задачу просят завершиться"
    ),
    "a queue's get(timeout=...) in the caller, a put() in the thread": (
        "get(timeout=...) очереди там, где вы ждёте, put() в потоке"
    ),
    "asyncio has two functions for it, and both cancel a call that is late": (
        "в asyncio для этого есть две функции, и обе отменяют опоздавший вызов"
    ),
    "such as a queue with room for one": "например, очередь на один элемент",
    "or better, cancel what would answer": "а лучше отмените того, кто отвечает",
    "What does your code wait for between two passes, and what may keep an item out of one?": (
        "Чего ваш код ждёт между двумя проходами и из-за чего элемент может не попасть в проход?"
    ),
    "If you wait a whole interval after the work, the time of the work adds up. If you wait for "
    "the checks, or end a pass at an item that is still being checked, one check that hangs "
    "holds up all others. The timetable shows which.": (
        "Если после работы ждать целый интервал, время работы накапливается. Если ждать проверок "
        "или обрывать проход на элементе, который ещё проверяется, одна зависшая проверка задержит "
        "все остальные. Что из этого случилось, видно в хронологии."
    ),
    "What has to end before one more check can start?": (
        "Что должно закончиться, чтобы могла начаться ещё одна проверка?"
    ),
    "Follow one item that is added during a run: what brings it into the next pass, and into all "
    "later ones?": (
        "Проследите путь элемента, добавленного во время проверок: как он попадает в следующий "
        "проход и во все последующие?"
    ),
    "A copy that run() makes does not change when add() is called later. And what a pass takes "
    "from a queue is not there for the pass after that.": (
        "Копия, сделанная в run(), не изменится от того, что позже вызовут add(). А того, что "
        "проход взял из очереди, для следующего прохода там уже нет."
    ),
    "A check takes longer than the interval. What do the ticks meanwhile do about its item, and "
    "what happens when the check ends?": (
        "Проверка длится дольше интервала. Что тики делают в это время с её элементом и что "
        "происходит, когда она закончится?"
    ),
    "Where does the error of a check go, and what does it end or skip on its way?": (
        "Куда уходит ошибка проверки и что из-за неё обрывается или пропускается?"
    ),
    "Put the `try` around each single check, inside what runs it, and catch everything: "
    "BaseException{but_cancelled}. What must happen after each check belongs into a `finally`.": (
        "Поставьте `try` вокруг каждой отдельной проверки, внутри того, что её выполняет, и "
        "перехватывайте всё: BaseException{but_cancelled}. То, что нужно сделать после каждой "
        "проверки, поставьте в `finally`."
    ),
}
