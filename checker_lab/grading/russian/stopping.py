"""What the probes of stop() saw, in Russian, by the English templates."""

__all__ = ["STOPPING"]

STOPPING: dict[str, str] = {
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
        "строка {wanted!r} не напечатана: в той, что напечатана, символ {number} — латинская "
        "{got!r}, а не русская {other!r}{more}"
    ),
    "{wanted!r} was not printed: in the line that was, character {number} is {got!r} and "
    "not {other!r}{more}": (
        "строка {wanted!r} не напечатана: в той, что напечатана, символ {number} — {got!r}, а "
        "не {other!r}{more}"
    ),
    "{wanted!r} was printed without a line end after it": "после {wanted!r} нет перевода строки",
    "a check that swallows its cancellation would keep stop() from returning": (
        "проверка, которая проглатывает отмену, не дала бы stop() завершиться"
    ),
    "checks hung when stop() was called, and {after:.2f} s after it had returned {item!r} "
    "was checked": (
        "при вызове stop() висели проверки, и через {after:.2f} с после его завершения проверен "
        "{item!r}"
    ),
    "stop() does not return without a hung check either": (
        "stop() не завершается и без зависшей проверки"
    ),
    "while checks hung, stop() had not returned after {limit:.1f} s": (
        "пока висели проверки, stop() не завершился за {limit:.1f} с"
    ),
    "while checks hung, {line!r} was printed {seconds:.1f} s after stop()": (
        "пока висели проверки, строка {line!r} напечатана через {seconds:.1f} с после stop()"
    ),
    "while checks hung, {trouble}": "пока висели проверки: {trouble}",
    "with hung checks stop() took {seconds:.2f} s": (
        "пока висели проверки, stop() занял {seconds:.2f} с"
    ),
    "with hung checks, {line!r} was printed {count:time|times}": (
        "пока висели проверки, строка {line!r} напечатана {count:раз|раза|раз}"
    ),
    "{left} had not ended {limit:.1f} s after the hung checks had": (
        "через {limit:.1f} с после конца зависших проверок ещё не завершено: {left}"
    ),
    "{limit:.1f} s after stop() the task in which the check of {item!r} hangs had not been "
    "cancelled": (
        "через {limit:.1f} с после stop() задача с зависшей проверкой {item!r} не отменена"
    ),
    "{line!r} was printed only after the hung checks had ended, {seconds:.1f} s after stop()": (
        "строка {line!r} напечатана только после конца зависших проверок, через {seconds:.1f} с "
        "после stop()"
    ),
    "at the same moment as add()": "одновременно с add()",
    "called {when}, {trouble}": "вызов {when}: {trouble}",
    "in the middle of a pass of {count} items": (
        "посреди прохода по {count:элементу|элементам|элементам}"
    ),
    "of two calls at the same moment, one {trouble}": (
        "из двух одновременных вызовов один: {trouble}"
    ),
    "right after run()": "сразу после run()",
    "see the probes with one stop()": "см. испытания, в которых stop() вызван один раз",
    "stop() was called {when}: when {line!r} was printed, {left} had not ended": (
        "stop() вызван {when}: когда напечатана строка {line!r}, ещё не завершено: {left}"
    ),
    "stop() was called {when}: {count:check|checks} started after it had returned, the "
    "first, of {item!r}, {after:.3f} s later": (
        "stop() вызван {when}: после его завершения началось проверок: {count}, первая ({item!r}) "
        "— через {after:.3f} с"
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
        "проверка {item!r} началась через {after:.2f} с после завершения stop(); всего проверок "
        "после него: {count}"
    ),
    "a check of {item!r} started {after:.2f} s after stop() was called, which had not "
    "returned either; {count:check|checks} in all started after it": (
        "проверка {item!r} началась через {after:.2f} с после вызова stop(), который к тому же не "
        "завершился; всего проверок после него: {count}"
    ),
    "a check of {item!r} started {after:.2f} s after {line!r} was printed": (
        "проверка {item!r} началась через {after:.2f} с после того, как напечатана строка {line!r}"
    ),
    "between two ticks stop() took {seconds:.2f} s": (
        "stop(), вызванный между тиками, занял {seconds:.2f} с"
    ),
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
        "stop() не завершается и с коротким интервалом"
    ),
    "stop() had not returned after {limit:.1f} s, between two ticks, with an interval of "
    "{interval:g} s": (
        "stop() вызван между тиками и не завершился за {limit:.1f} с при интервале {interval:g} с"
    ),
    "stop() had not returned after {limit:.1f} s, while no check was in flight": (
        "stop() не завершился за {limit:.1f} с, хотя ни одна проверка не шла"
    ),
    "stop() was called between two ticks, and {count:check|checks} started at that moment, "
    "the first of {item!r}": (
        "stop() вызван между тиками, и в этот момент началось проверок: {count}, первая — {item!r}"
    ),
    "the second stop() printed {line!r} again": "второй stop() снова напечатал {line!r}",
    "the second stop() returned and did not print the line again": (
        "второй stop() завершился и не напечатал строку снова"
    ),
    "when {line!r} was printed, {left} had not ended": (
        "когда напечатана строка {line!r}, ещё не завершено: {left}"
    ),
    "{left} had not ended {limit:.1f} s after stop()": (
        "через {limit:.1f} с после stop() ещё не завершено: {left}"
    ),
    "{left} had not ended {limit:.1f} s after stop(), between two ticks, with an interval "
    "of {interval:g} s": (
        "через {limit:.1f} с после stop(), вызванного между тиками при интервале {interval:g} "
        "с, ещё не завершено: {left}"
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
        "{trouble}, а проверки продолжались: после этого их началось {count}"
    ),
    "run() and stop()": "run() и stop()",
    "the hung checks may end": "зависшим проверкам дали закончиться",
    "watching what goes on after stop()": "наблюдение за тем, что происходит после stop()",
    "{name} returned": "{name} завершился",
    "the second stop()": "второй stop()",
    "when the first of {count} checks of a pass had started": (
        "посреди прохода, когда из {count} проверок началась только первая"
    ),
    "when the last of {count} checks of a pass was starting": (
        "посреди прохода, когда начиналась последняя из {count} проверок"
    ),
    "stop() was called {when}: {count:check|checks} started after it had returned, the first "
    "of {item!r}": (
        "stop() вызван {when}: после его завершения началось проверок: {count}, первая ({item!r})"
    ),
    "stop() was called {when}: {line!r} was not printed": (
        "stop() вызван {when}: строка {line!r} не напечатана"
    ),
    "{line!r} was printed {seconds:.1f} s after stop(), between two ticks, with an interval of "
    "{interval:g} s": (
        "stop() вызван между тиками, и строка {line!r} напечатана через {seconds:.1f} с после "
        "этого при интервале {interval:g} с"
    ),
    "checks hung when stop() was called; {task} had been cancelled, but caught the "
    "CancelledError and went on: {item!r} was checked {after:.2f} s after stop() had "
    "returned": (
        "при вызове stop() висели проверки; {task} получает отмену, но перехватывает "
        "CancelledError и работает дальше: {item!r} проверен через {after:.2f} с после завершения "
        "stop()"
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
    "{seconds:.3f} s after an add()": "через {seconds:.3f} с после add()",
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
    "{seconds} s after stop()": "через {seconds} с после stop()",
    "{name}: still there": "{name}: всё ещё работает",
}
