"""The titles and the sentences of the requirements, in Russian, by the English templates."""

__all__ = ["REQUIREMENTS"]

REQUIREMENTS: dict[str, str] = {
    "An item that is added replaces the one with the same id, from the next pass on; if two "
    "are added at the same moment, one stays.": (
        "Добавленный элемент заменяет прежний с тем же id начиная со следующего прохода; если "
        "два добавлены одновременно, остаётся один."
    ),
    "Only one item per id": "Один элемент на каждый id",
    "A pass starts every interval, however long the checks take, even if one hangs, and "
    "whatever they return: no drift, none left out.": (
        "Проход начинается каждый интервал, сколько бы ни длились проверки (даже если одна "
        "зависла) и что бы они ни возвращали: без сдвига и без пропусков."
    ),
    "An item that is added during a run is checked from the next pass on, however long its "
    "checks take, and however many items are added.": (
        "Элемент, добавленный во время проверок, проверяется начиная со следующего прохода, "
        "сколько бы ни длились его проверки и сколько бы элементов ни добавляли."
    ),
    "When a check raises, any Exception or SystemExit, the checker itself prints what was "
    "raised, with the error's text, also when several raise in one pass.": (
        "Если проверка выбрасывает исключение, любое Exception или SystemExit, чекер сам печатает "
        "эту ошибку вместе с её текстом, даже если за проход их несколько."
    ),
    "When checks raise, any Exception or SystemExit, even several in one pass, all other "
    "checks and the passes go on.": (
        "Если проверки выбрасывают исключения, любые Exception или SystemExit, даже несколько за "
        "проход, остальные проверки и проходы продолжаются."
    ),
    "While a check is in flight, its item is not checked again. Its next check comes with "
    "the first pass after that, not before.": (
        "Пока проверка идёт, её элемент снова не проверяется. Следующая проверка этого элемента — "
        "в первом же проходе после неё, не раньше."
    ),
    "run() returns while the first checks are still in flight. It may be `def` or `async def`.": (
        "run() завершается, пока первые проверки ещё идут. Он может быть `def` или `async def`."
    ),
    "The line 'Проверки остановлены' is printed exactly once, after the passes have ended, "
    "and in asyncio after the checks too.": (
        "Строка «Проверки остановлены» печатается ровно один раз, когда проходы закончились, а "
        "в asyncio — когда закончились и проверки."
    ),
    "3 seconds after stop() the threads and tasks of the checker have ended, except for "
    "threads in which a check hangs.": (
        "Через 3 секунды после stop() потоки и задачи чекера завершены, кроме потоков, в которых "
        "зависла проверка."
    ),
    "stop() returns within 3 seconds, without an error, and the line is printed by then, also "
    "between two ticks and while checks hang.": (
        "stop() завершается за 3 секунды, без ошибки, и строка к этому моменту напечатана, даже "
        "если он вызван между тиками или проверки висят."
    ),
    "A second stop(), also at the same moment, returns, raises nothing and does not print "
    "the line again.": (
        "Второй stop(), даже одновременный, завершается, ничего не выбрасывает и не печатает "
        "строку снова."
    ),
    "After stop() no check starts, no matter when in a pass it is called.": (
        "После stop() не начинается ни одна проверка, в какой бы момент прохода его ни вызвали."
    ),
    "Errors are passed on": "Исключения передаются дальше",
    "The call raises what get_health() raises, even SystemExit, as soon as it is raised, and "
    "returns what it returns, even an error object; in asyncio SystemExit may end the event "
    "loop instead.": (
        "Исключение из get_health(), даже SystemExit, функция сразу выбрасывает дальше, а то, что "
        "get_health() вернул, даже объект исключения, возвращает; в asyncio SystemExit может "
        "вместо этого завершить цикл событий."
    ),
    "run() returns immediately": "run() сразу завершается",
    "The first pass starts immediately": "Первый проход начинается сразу",
    "All items that were added before run() are checked as soon as it is called.": (
        "Все элементы, добавленные до run(), проверяются сразу после его вызова."
    ),
    "One pass every interval": "Каждый интервал — один проход",
    "Items are checked in parallel": "Элементы проверяются параллельно",
    "20 slow items are checked at the same time, so they take about as long as one.": (
        "20 медленных элементов проверяются одновременно, поэтому все вместе занимают столько "
        "же времени, сколько один."
    ),
    "Items can be added during a run": "Элементы можно добавлять в запущенные проверки",
    "No added item is lost": "Добавленные элементы не теряются",
    "Every added item is checked, also when others are added at the same moment.": (
        "Каждый добавленный элемент проверяется, даже если в тот же момент добавляют другие."
    ),
    "No two checks of one item overlap": "Проверки одного элемента не пересекаются",
    "stop() stops the checks": "stop() останавливает проверки",
    "Nothing goes on after stop()": "После stop() ничего не остаётся",
    "The stop message is printed once": "Строка об остановке печатается один раз",
    "stop() returns promptly": "stop() не заставляет ждать",
    "stop() can be called twice": "stop() можно вызвать дважды",
    "A panic does no harm": "Паника ничего не ломает",
    "A panic is printed": "Паника выводится на экран",
    "It times out, in time": "Таймаут срабатывает вовремя",
    "It returns what get_health() returns, or raises TimeoutError when the time is over, "
    "and not before.": (
        "Функция возвращает то, что вернул get_health(), или выбрасывает TimeoutError, когда время "
        "вышло, и не раньше."
    ),
    "A timeout affects only its own call": "Таймаут касается только своего вызова",
    "When one call times out, all others return their own answers.": (
        "Если у одного вызова вышло время, остальные возвращают свои ответы."
    ),
    "A timeout leaves nothing behind": "После таймаута ничего не остаётся",
    "What a timeout leaves behind in threads is bounded, and gone when get_health() "
    "returns; in asyncio get_health() is cancelled, and nothing stays.": (
        "В потоках то, что остаётся после таймаута, не копится и исчезает, когда get_health() "
        "завершается; в asyncio get_health() отменяется и не остаётся ничего."
    ),
}
