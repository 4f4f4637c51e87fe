"""What the probes of passes, checks and panics saw, in Russian, by the English templates."""

__all__ = ["CHECKING"]

CHECKING: dict[str, str] = {
    "a check of {item!r} started {after:.2f} s after the previous one, which was still in "
    "flight ({together:check|checks} of this item ran concurrently)": (
        "проверка {item!r} началась через {after:.2f} с после предыдущей, которая ещё шла "
        "(одновременно проверок этого элемента: {together})"
    ),
    "a check of {seconds:.1f} s was not started twice, and another item was checked "
    "{meanwhile:time|times} meanwhile": (
        "проверка, которая длилась {seconds:.1f} с, не начиналась второй раз, а другой элемент "
        "за это время проверен {meanwhile:раз|раза|раз}"
    ),
    "after its slow check had ended, {item!r} was checked {count:time|times} within one "
    "interval: it made up for the passes before": (
        "после долгой проверки элемент {item!r} проверен {count:раз|раза|раз} за один интервал: "
        "чекер навёрстывал пропущенные проходы"
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
    ", in the pass in which {other!r} raised too": " в том же проходе, что и {other!r}",
    "a check of {item!r} raised {kind}({text!r}){together}, and {what}": (
        "проверка {item!r} выбросила {kind}({text!r}){together}, и {what}"
    ),
    "after {count:check|checks} that raised, the passes went on for all items": (
        "после ошибок в проверках ({count}) проходы продолжались для всех элементов"
    ),
    "after {kind} in a check of {culprit!r}, {fault}": (
        "после {kind} в проверке {culprit!r}: {fault}"
    ),
    "after {kind} in a check of {culprit!r}, a signal raised {error} in the main thread, "
    "which ends the program": (
        "после {kind} в проверке {culprit!r} сигнал вызвал {error} в главном потоке, а это "
        "завершает программу"
    ),
    "{kind} in a check of {item!r}": "{kind} в проверке {item!r}",
    "never ended": "так и не закончилась",
    "no check that raises was made": "до проверки с ошибкой дело не дошло",
    "nothing was printed": "ничего не напечатано",
    "that was not printed (the errors of {count:other check|other checks} were)": (
        "эта ошибка не напечатана (ошибки других проверок напечатаны: {count})"
    ),
    "was cancelled": "отменена",
    "{count:line was|lines were} printed, none of them with the error's text": (
        "среди напечатанных строк ({count}) нет ни одной с текстом ошибки"
    ),
    "what {count:check|checks} raised was printed, for example as {line!r}": (
        "ошибки проверок напечатаны ({count}), например: {line!r}"
    ),
    "{kind} in a check broke out of the event loop and ended it: no task runs any more": (
        "{kind} из проверки вырвался из цикла событий и завершил его: ни одна задача больше не "
        "выполняется"
    ),
    "{kind} in a check of {culprit!r}: a check of {item!r}, which was in flight, {how}": (
        "{kind} в проверке {culprit!r}: проверка {item!r}, которая в это время шла, {how}"
    ),
    "it broke out of the event loop": "она вырвалась из цикла событий",
    "it ended a task": "из-за неё завершилась задача",
    "it ended a thread": "из-за неё завершился поток",
    "`{other}`, raised in its place, ended a task": (
        "вместо неё возникла ошибка `{other}`, и из-за той завершилась задача"
    ),
    "`{other}`, raised in its place, ended a thread": (
        "вместо неё возникла ошибка `{other}`, и из-за той завершился поток"
    ),
    "all {started:check|checks} were in flight at the same time": (
        "все проверки ({started}) шли одновременно"
    ),
    "only {started} of {many} items were ever checked, as many as were in flight at the same "
    "time": (
        "из {many} элементов хоть раз проверено только {started}, и столько же проверок шло "
        "одновременно"
    ),
    "{item!r} is never checked, even when no check raises": (
        "элемент {item!r} не проверяется ни разу, даже когда ни одна проверка не выбрасывает "
        "исключений"
    ),
    " (write `async def stop` if this is a checker for asyncio)": (
        " (если чекер для asyncio, напишите `async def stop`)"
    ),
    ", while there were {count} threads": "; потоков в это время было {count}",
    "a pass started every {period:.3f} s, with an interval of {interval:g} s": (
        "проход начинался каждые {period:.3f} с при интервале {interval:g} с"
    ),
    "after a check of {item!r} had returned {answer}, {fault}": (
        "после того как проверка {item!r} вернула {answer}: {fault}"
    ),
    "all {count:check|checks} had started {ms:.0f} ms after run()": (
        "все проверки ({count}) начались через {ms:.0f} мс после run()"
    ),
    "it did not return later either": "и позже он тоже не завершился",
    "it returned only after them": "и завершился он только после них",
    "no check had started": "ни одна проверка не началась",
    "no check has started: see first-pass": "ни одна проверка не началась: см. first-pass",
    "run() does not return": "run() не завершается",
    "run() had not returned after {waited:.1f} s: {what}, and {then}{crowd}": (
        "run() не завершился за {waited:.1f} с: {what}, {then}{crowd}"
    ),
    "run() returned after {ms:.0f} ms": "run() завершился через {ms:.0f} мс",
    "the first checks were in flight": "первые проверки ещё шли",
    "{item!r} was checked {count:time|times} in {waited:.1f} s, with an interval of "
    "{interval:g} s": (
        "элемент {item!r} за {waited:.1f} с проверен {count:раз|раза|раз} при интервале "
        "{interval:g} с"
    ),
    "{passes:pass|passes} came, one every {interval:g} s": (
        "{passes:проход|прохода|проходов}, по одному каждые {interval:g} с"
    ),
    "{trouble}, before run()": "{trouble} (до run())",
    "a check of {item!r} started every {period:.3f} s, with an interval of {interval:g} s": (
        "проверка {item!r} начиналась каждые {period:.3f} с при интервале {interval:g} с"
    ),
    "a check of {item!r} started {wrong:.2f} s too early: pass {number} was due {due:.2f} s "
    "after run()": (
        "проверка {item!r} началась на {wrong:.2f} с раньше, чем нужно: проход {number} должен "
        "начаться через {due:.2f} с после run()"
    ),
    "a check of {item!r} started {wrong:.2f} s too late: pass {number} was due {due:.2f} s "
    "after run()": (
        "проверка {item!r} началась на {wrong:.2f} с позже, чем нужно: проход {number} должен "
        "начаться через {due:.2f} с после run()"
    ),
    "a check of {item!r} that had taken {took:.1f} s ended {ended:.2f} s after run(), and "
    "the next one started {wait:.2f} s later, before the next pass was due: it made up for "
    "a pass": (
        "проверка {item!r} длилась {took:.1f} с и закончилась через {ended:.2f} с после run(), а "
        "следующая началась ещё через {wait:.2f} с, не дожидаясь нового прохода: чекер навёрстывал "
        "пропущенный"
    ),
    "two checks of {item!r} started within {gap:.2f} s, with an interval of {interval:g} s": (
        "две проверки {item!r} начались с разницей {gap:.2f} с при интервале {interval:g} с"
    ),
    "{item!r} was checked every {period:.2f} s, with an interval of {interval:g} s: in one "
    "pass of {step}": (
        "элемент {item!r} проверялся каждые {period:.2f} с при интервале {interval:g} с: в одном "
        "проходе из {step}"
    ),
    "{item!r} was checked only once, {last:.2f} s after run(), and not again in the "
    "{rest:.0f} s after that": (
        "элемент {item!r} проверен только один раз, через {last:.2f} с после run(), а потом за "
        "{rest:.0f} с ни разу"
    ),
    "{item!r} was checked {count:time|times}, last {last:.2f} s after run(), and not again "
    "in the {rest:.0f} s after that": (
        "элемент {item!r} проверен {count:раз|раза|раз}, в последний раз через {last:.2f} с "
        "после run(), а потом за {rest:.0f} с ни разу"
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
    "{name} had not returned after {seconds:.1f} s": "{name} не завершился за {seconds:.1f} с",
    "{name} raised {error}": "{name}: ошибка {error}",
    "and {count} more": "ещё {count}",
    "the task of {name}()": "задача {name}()",
    "the thread {name!r}": "поток {name!r}",
    "the error": "ошибка",
    "errors that ended a thread or a task": "ошибки, из-за которых завершился поток или задача",
    "A task": "В задаче",
    "(nothing)": "(ничего)",
    "({count:line|lines} before)": "(выше ещё {count:строка|строки|строк})",
    "and {count} more items": "и ещё {count:элемент|элемента|элементов}",
    "the slow check may end": "долгой проверке дали закончиться",
    "{span} (cancelled)": "{span} (отменена)",
    "a check that took long held up the passes: see repeats": (
        "долгая проверка задержала проходы: см. repeats"
    ),
    "while a check of {hung!r} hung, {item!r} was not checked; as soon as it had ended, {item!r} "
    "was": (
        "пока висела проверка {hung!r}, элемент {item!r} не проверялся, а как только она "
        "закончилась, его проверили"
    ),
    "only {in_flight} of {started:check|checks} had started before the first one ended, after "
    "{limit:.1f} s": (
        "первая проверка закончилась через {limit:.1f} с, а началось к этому времени проверок: "
        "{in_flight} из {started}"
    ),
    "the first check came too late for {late} of {count:item|items}: for {item!r} {first:.2f} s "
    "after run(), with an interval of {interval:g} s": (
        "из {count:элемента|элементов|элементов} у {late} первая проверка опоздала: у {item!r} она "
        "началась через {first:.2f} с после run() при интервале {interval:g} с"
    ),
    "of {count:item|items} that were added before run(), {never} got no check within "
    "{waited:.1f} s: {names}": (
        "из {count:элемента, добавленного|элементов, добавленных|элементов, добавленных} до run(), "
        "за {waited:.1f} с {never:не проверен|не проверены|не проверено}: {names}"
    ),
    "an item whose checks take no time was checked {count:time|times} in {waited:.2f} s, with an "
    "interval of {interval:g} s": (
        "элемент, проверки которого не занимают времени, проверен {count:раз|раза|раз} за "
        "{waited:.2f} с при интервале {interval:g} с"
    ),
}
