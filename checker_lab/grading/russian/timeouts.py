"""What the probes of timeouts saw, in Russian, by the English templates."""

__all__ = ["TIMEOUTS"]

TIMEOUTS: dict[str, str] = {
    "a call does not return an immediate answer: see times-out": (
        "вызов не возвращает даже мгновенный ответ: см. times-out"
    ),
    "a call without an answer does not time out as it should: see times-out": (
        "у вызова без ответа таймаут не срабатывает как надо: см. times-out"
    ),
    "had not returned after {seconds:.1f} s": "не завершился за {seconds:.1f} с",
    "raised {error}, after {seconds:.2f} s": "завершился через {seconds:.2f} с ошибкой {error}",
    "returned {value}": "вернул {value}",
    "{case}, a signal raised {error}, in the main thread and not in the call: checks run in "
    "other threads, so a signal cannot end a call": (
        "{case}: сигнал вызвал {error} в главном потоке, а не в вызове; проверки идут в других "
        "потоках, и сигналом вызов не прервать"
    ),
    "{case}, it called get_health() {count:time|times}; each call asks once": (
        "{case}: get_health() вызван {count:раз|раза|раз}, а нужно один"
    ),
    "{case}, it had not returned after {seconds:.2f} s, nor when get_health() had": (
        "{case}: функция не завершилась ни за {seconds:.2f} с, ни после того, как завершился "
        "get_health()"
    ),
    "{case}, it had not returned after {seconds:.2f} s; it returned when get_health() did": (
        "{case}: функция не завершилась за {seconds:.2f} с; она завершилась вместе с get_health()"
    ),
    "{case}, it raised TimeoutError after {seconds:.2f} s: too early": (
        "{case}: TimeoutError уже через {seconds:.2f} с, слишком рано"
    ),
    "{case}, it raised TimeoutError after {seconds:.2f} s": (
        "{case}: TimeoutError через {seconds:.2f} с"
    ),
    "{case}, it raised TimeoutError after {seconds:.2f} s and had not called get_health() by "
    "then": (
        "{case}: TimeoutError через {seconds:.2f} с, а get_health() к тому времени так и не вызван"
    ),
    "{case}, it {ended}, as if there were no answer": "{case}: вызов {ended}, как будто ответа нет",
    "{case}, it raised TimeoutError only after {seconds:.2f} s": (
        "{case}: TimeoutError только через {seconds:.2f} с"
    ),
    "{case}, it raised {error}, which is not a TimeoutError": (
        "{case}: ошибка {error}, а это не TimeoutError"
    ),
    "{case}, it raised {error}: Python allows signals in the main thread only, and checks "
    "run in other threads, so a signal cannot end a call": (
        "{case}: ошибка {error}. Сигналы в Python работают только в главном потоке, а проверки "
        "идут в других, так что сигналом вызов не прервать"
    ),
    "{case}, it returned a task or a coroutine, and not its result: await it first": (
        "{case}: вернулась задача или корутина, а не её результат; сначала нужен await"
    ),
    "{case}, it returned something to await, and not an answer: a function for asyncio has "
    "to be an `async def`, and one for threads returns the answer itself": (
        "{case}: вернулся не ответ, а то, чего ещё надо дождаться; функция для asyncio объявляется "
        "как `async def`, а функция для потоков возвращает сам ответ"
    ),
    "{case}, it returned the coroutine of get_health() and not its answer: here get_health "
    "is an `async def`, whose call has to be awaited": (
        "{case}: вернулась корутина get_health(), а не её ответ; здесь get_health — это `async "
        "def`, её вызов нужно ждать через await"
    ),
    "{case}, it returned {value} and not what get_health() returned": (
        "{case}: функция вернула {value}, а не то, что вернул get_health()"
    ),
    "{case}, it returned {value} and raised no TimeoutError": (
        "{case}: функция вернула {value} и не выбросила TimeoutError"
    ),
    "{case}, it {ended}": "{case}: вызов {ended}",
    "after an error that came too late, in the next call": (
        "в вызове после ошибки, которая пришла слишком поздно"
    ),
    "an error that get_health() raised after the timeout was not caught, and ended a thread": (
        "ошибку, которую get_health() выбросил после таймаута, никто не перехватил, и она "
        "завершила поток"
    ),
    "get_health() immediately raised {error}; with a timeout of {timeout:g} s, the call {ended}": (
        "get_health() сразу выбросил {error}; вызов с таймаутом {timeout:g} с {ended}"
    ),
    "get_health() raised {error}, and the call asked it again, {count:time|times} in all": (
        "get_health() выбросил {error}, а его вызвали ещё раз, всего {count:раз|раза|раз}"
    ),
    "get_health() returned {error} and did not raise it, but the call raised it": (
        "get_health() вернул {error} как значение, а функция его выбросила"
    ),
    "what get_health() raised came out of the call, immediately": (
        "исключение из get_health() сразу дошло до того, кто вызвал функцию"
    ),
    "when get_health() returned {error}": "когда get_health() вернул {error}",
    "after the late answers of {count} calls": (
        "после поздних ответов {count:вызова|вызовов|вызовов}"
    ),
    "after {count} calls that timed out and still hang": (
        "после {count:вызова|вызовов|вызовов} с таймаутом, которые ещё висят"
    ),
    "in a call during which another one's get_health() raised, too late": (
        "в вызове, во время которого get_health() другого вызова с опозданием выбросил исключение"
    ),
    "in a call during which the late answer of another one came": (
        "в вызове, во время которого другому пришёл поздний ответ"
    ),
    "in a call with a timeout of {outer:g} s, whose get_health() makes another call, with a "
    "timeout of {inner:g} s and no answer": (
        "в вызове с таймаутом {outer:g} с, в котором get_health() делает ещё один вызов, с "
        "таймаутом {inner:g} с и без ответа"
    ),
    "in a call with a timeout of {outer:g} s, whose get_health() makes another call, with a "
    "timeout of {inner:g} s, and answers when that has timed out": (
        "в вызове с таймаутом {outer:g} с, в котором get_health() делает ещё один вызов, с "
        "таймаутом {inner:g} с, и отвечает, когда время того вышло"
    ),
    "it returned": "он завершился",
    "of {count} concurrent calls without an answer, one ended after {seconds:.2f} s: {how}": (
        "из {count:одновременного вызова|одновременных вызовов|одновременных вызовов} без "
        "ответа один завершился через {seconds:.2f} с: {how}"
    ),
    "of {count} concurrent calls, one had not timed out after {seconds:.1f} s": (
        "из {count:одновременного вызова|одновременных вызовов|одновременных вызовов} у одного "
        "таймаут не сработал за {seconds:.1f} с"
    ),
    "of {count} concurrent calls, one timed out only after {seconds:.2f} s": (
        "из {count:одновременного вызова|одновременных вызовов|одновременных вызовов} у одного "
        "таймаут сработал только через {seconds:.2f} с"
    ),
    "while {count} other calls timed out, in a call with 5 times their time": (
        "пока выходило время у {count:другого вызова|других вызовов|других вызовов}, в вызове с "
        "таймаутом в 5 раз длиннее"
    ),
    "with an immediate answer and a timeout of {timeout:g} s, while {count} other calls hung": (
        "с мгновенным ответом и таймаутом {timeout:g} с, пока {count:другой вызов висел|других "
        "вызова висели|других вызовов висели}"
    ),
    "{after}, in the next call": "{after}, в следующем вызове",
    "{case}, it had not timed out after {seconds:.1f} s": (
        "{case}: таймаут не сработал за {seconds:.1f} с"
    ),
    "{count} calls timed out, and all others got their own answers": (
        "у {count:вызова|вызовов|вызовов} сработал таймаут, остальные получили свои ответы"
    ),
    "0.5 s after {calls} timeouts {count:task|tasks} had been cancelled and had not ended: "
    "{left}": (
        "через 0.5 с после {calls:таймаута|таймаутов|таймаутов} отменены, но не завершились "
        "{count:задача|задачи|задач}: {left}"
    ),
    "0.5 s after {calls} timeouts {count} of the late get_health() had not been cancelled": (
        "через 0.5 с после {calls:таймаута|таймаутов|таймаутов} не отменено опоздавших "
        "get_health(): {count}"
    ),
    "0.5 s after {calls} timeouts {count} of the late get_health() had not been cancelled: "
    "{left}": (
        "через 0.5 с после {calls:таймаута|таймаутов|таймаутов} не отменено опоздавших "
        "get_health(): {count} ({left})"
    ),
    "0.5 s after {calls} timeouts every get_health() had ended, and the calls had left "
    "something else: {left}": (
        "через 0.5 с после {calls:таймаута|таймаутов|таймаутов} все get_health() завершились, но "
        "от вызовов осталось другое: {left}"
    ),
    "a call with a timeout of {timeout:g} s {end}, and {seconds:.2f} s after it had begun "
    "its caller was cancelled, which was doing something else by then": (
        "вызов с таймаутом {timeout:g} с {end}, а через {seconds:.2f} с после его начала отменена "
        "задача, которая его сделала и занималась уже другим"
    ),
    "calls that should time out do not return: see times-out": (
        "вызовы, у которых должен сработать таймаут, не завершаются: см. times-out"
    ),
    "get_health() was not called: see times-out": "get_health() не вызван: см. times-out",
    "had been answered": "получил ответ",
    "had ended with an error": "завершился ошибкой",
    "had timed out": "завершился по таймауту",
    "nothing was left after the late answers had come": "после поздних ответов ничего не осталось",
    "{calls} calls in which get_health() raised immediately, with a timeout of {timeout:g} "
    "s, left {count:thread or task|threads or tasks}: {left}": (
        "после {calls:вызова|вызовов|вызовов} с таймаутом {timeout:g} с, где get_health() сразу "
        "выбросил исключение, остались потоки или задачи ({count}): {left}"
    ),
    "{calls} calls that hang left {count} more threads, more than {each} each": (
        "после зависших вызовов ({calls}) потоков стало на {count} больше, а это больше {each} на "
        "вызов"
    ),
    "{calls} calls that timed out and got their answers later left {count} threads or "
    "tasks, more with every round: {left}": (
        "после {calls:вызова|вызовов|вызовов} с таймаутом и поздним ответом остались потоки или "
        "задачи ({count}), и с каждым разом их больше: {left}"
    ),
    "{calls} calls that were answered immediately, with a timeout of {timeout:g} s, left "
    "{count:thread or task|threads or tasks}: {left}": (
        "после {calls:вызова|вызовов|вызовов} с мгновенным ответом и таймаутом {timeout:g} с "
        "остались потоки или задачи ({count}): {left}"
    ),
    "{count:thread|threads} stayed for later calls, and the number does not grow": (
        "для следующих вызовов остались потоки ({count}), и больше их не становится"
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
    "{case}, it did not return": "{case}: функция не завершилась",
    "calling it with a timeout of {inner:g} s in a call with one of {outer:g} s": (
        "вызов с таймаутом {inner:g} с внутри вызова с таймаутом {outer:g} с"
    ),
    "calling it with a timeout of {seconds:g} s": "вызов с таймаутом {seconds:g} с",
    "going on after a call": "ожидание после вызова",
}
