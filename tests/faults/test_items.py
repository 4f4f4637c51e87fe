"""Items that do what no item should: each harms only itself."""

import asyncio
import ctypes
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, NoReturn

import pytest

from checker_lab import (
    AsyncChecker,
    CheckPanicError,
    CheckTimeoutError,
    HealthCheck,
    LateReturn,
    Outcome,
    ThreadedChecker,
)
from checker_lab.testing import HANG, AsyncScripted, EventLog, Scripted, wait_until
from tests.contract.shells import Shell, TaskShell
from tests.faults.tally import Tally

PASSES = 3


def one_of_each(kind: type[BaseException]) -> Iterator[type[BaseException]]:
    """`kind` and all kinds of it that this process knows and that need no argument."""
    yield kind
    for child in type.__subclasses__(kind):
        yield from one_of_each(child)


def raisable() -> list[BaseException]:
    # Those of the standard library: what else is loaded depends on the other tests.
    known = {"builtins", "asyncio.exceptions", "concurrent.futures._base", "json.decoder"}
    made: list[BaseException] = []
    for kind in dict.fromkeys(one_of_each(BaseException)):
        if kind.__module__ in known:
            with suppress(TypeError):  # it wants arguments
                made.append(kind())
    made += [
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"),
        UnicodeEncodeError("ascii", "\ud800", 0, 1, "bad"),
        BaseExceptionGroup("all", [KeyboardInterrupt(), SystemExit(1)]),
        ExceptionGroup("two", [ValueError(), ExceptionGroup("one", [OSError()])]),
    ]
    return made


def raise_no_name(kind: type) -> NoReturn:
    raise OSError("no name")


NamelessType = type("NamelessType", (type,), {"__name__": property(raise_no_name)})


class NamelessError(Exception, metaclass=NamelessType):  # type: ignore[metaclass]
    """Its class has a name that cannot be read."""


class ClasslessError(Exception):
    """isinstance() raises."""

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        raise OSError("no class")


class SpitefulText(str):
    """A text that raises when it is looked at."""

    def _raise(self, *_: object) -> NoReturn:
        raise OSError("no text")

    __bool__ = __len__ = __eq__ = __format__ = isprintable = __getitem__ = _raise
    __hash__ = str.__hash__


class SpitefulTextError(Exception):
    def __str__(self) -> str:
        return SpitefulText("spite")


class UnreadableError(Exception):
    def __str__(self) -> NoReturn:
        raise SystemExit("no")

    __repr__ = __str__


# By name, since pytest itself does not survive some of them.
SPITEFUL: dict[str, type[Exception]] = {
    "its name": NamelessError,
    "its class": ClasslessError,
    "its text": SpitefulTextError,
    "its reading": UnreadableError,
}


def a_few_passes(shell: Shell, items: list[Any], **options: Any) -> EventLog:
    """Check all of these in some passes, beside an item that works."""
    log = EventLog()
    checker = shell.make([*items, shell.item("good")], on_event=log, **options)
    shell.run(checker)
    for number in range(1, PASSES + 1):
        shell.wait_idle(checker, number)
        if number < PASSES:
            shell.tick(checker, 5.0)
    assert shell.stop(checker).ended
    return log


def judge(tally: Tally, log: EventLog, wanted: Outcome, items: int) -> None:
    """Every item came out as wanted in every pass, the good one passed, and all was reported."""
    for result in log.results:
        want = Outcome.PASS if result.item_id == "good" else wanted
        tally.same(result.outcome, want, result.item_id)
    tally.same(len(log.results), (items + 1) * PASSES, "results")
    reported = items * PASSES if wanted is not Outcome.PASS else 0
    tally.same(len(log.lines), reported + 1, "lines, the last of which is that of the stop")


def test_every_kind_of_exception(shell: Shell, tally: Tally) -> None:
    errors = raisable()
    assert {KeyboardInterrupt, SystemExit, GeneratorExit} < {type(error) for error in errors}
    items = [shell.item(f"{n} {type(error).__name__}", error) for n, error in enumerate(errors)]
    log = a_few_passes(shell, items)
    judge(tally, log, Outcome.PANIC, len(items))
    for result in log.results:
        if result.item_id != "good":
            assert isinstance(result.error, CheckPanicError)
            cause = result.error.__cause__
            # Python makes a RuntimeError of a StopIteration that leaves a coroutine.
            root = cause if cause in errors else cause and cause.__cause__
            tally.expect(root in errors, f"the cause of {result.item_id}")


@pytest.mark.parametrize("by", SPITEFUL)
def test_an_exception_that_fights_back(
    shell: Shell, tally: Tally, by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    log = a_few_passes(shell, [shell.item("bad", SPITEFUL[by]())], timeout=60.0)
    judge(tally, log, Outcome.PANIC, 1)
    checker = shell.make([shell.item("bad", SPITEFUL[by]())])
    shell.check(checker)
    said = capsys.readouterr()
    tally.expect(said.out.startswith("bad: паника: "), f"the line that was printed: {said}")
    tally.same(said.err, "", "what the listener had to say")


class Unreadable:
    def __repr__(self) -> NoReturn:
        raise SystemExit("no")


class Liar:
    """isinstance() takes it for True's type, or raises."""

    def __init__(self, lie: Any) -> None:
        self._lie = lie

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        if self._lie is None:
            raise OSError("no class")
        return self._lie

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


WRONG: list[Callable[[], Any]] = [
    *(lambda value=value: value for value in (None, 0, 1, 1.0, "", "pass", b"", [], {}, object())),
    lambda: NotImplemented,
    lambda: ...,
    lambda: iter([True]),
    lambda: (True,),
    lambda: Outcome.PASS,
    lambda: HealthCheck,
    lambda: ValueError("returned, not raised"),
    lambda: "x" * 10_000_000,
    Unreadable,
    lambda: Liar(bool),
    lambda: Liar(HealthCheck),
    lambda: Liar(None),
    lambda: HealthCheck("it", "meh"),
    lambda: HealthCheck("it", "fail", ValueError("an error where a text belongs")),  # type: ignore[arg-type]
    lambda: HealthCheck("it", "warn", 5),  # type: ignore[arg-type]
    lambda: HealthCheck("it", "pass", None),  # type: ignore[arg-type]
]


def test_every_kind_of_wrong_answer(shell: Shell, tally: Tally) -> None:
    items = [shell.item(f"wrong {number}", answer) for number, answer in enumerate(WRONG)]
    log = a_few_passes(shell, items)
    judge(tally, log, Outcome.PANIC, len(items))
    tally.each(log.lines, lambda line: len(line) < 400 and line.isprintable())


def test_a_health_check_whose_text_fights_back(shell: Shell, tally: Tally) -> None:
    spite = shell.item("bad", lambda: HealthCheck("bad", "fail", SpitefulText("spite")))
    judge(tally, a_few_passes(shell, [spite]), Outcome.FAIL, 1)


def test_an_id_that_changes_in_every_check(shell: Shell, tally: Tally) -> None:
    def rename() -> bool:
        item.id = f"name {item.started}"
        return True

    item = shell.item("first", rename)
    log = a_few_passes(shell, [item])
    judge(tally, log, Outcome.PASS, 1)
    tally.same({result.item_id for result in log.results}, {"first", "good"}, "ids")


def with_id(shell: Shell, say: Callable[[object], str]) -> Any:
    """An item whose id is what `say` says each time."""
    members = {"id": property(say, lambda item, value: None)}
    return type("Item", (shell.item_type,), members)("")


def test_an_id_that_raises_after_the_first_time(shell: Shell, tally: Tally) -> None:
    asked: list[int] = []

    def say(item: object) -> str:
        asked.append(1)
        if len(asked) > 1:
            raise OSError("not again")
        return "shy"

    item = with_id(shell, say)
    judge(tally, a_few_passes(shell, [item]), Outcome.PASS, 1)
    tally.same(item.started, PASSES, "checks")


def test_an_id_that_raises_is_told_in_the_caller(shell: Shell, tally: Tally) -> None:
    def say(item: object) -> str:
        raise LookupError("no name")

    log = EventLog()
    checker = shell.make([shell.item("good")], on_event=log)
    shell.run(checker)
    shell.wait_idle(checker, 1)
    for _ in range(100):
        with pytest.raises(LookupError, match="no name"):
            checker.add(with_id(shell, say))
        tally.expect(str(checker) == "good", str(checker))
    tally.same([result.outcome for result in shell.check(checker)], [Outcome.PASS], "the rest")


class SpitefulId(str):
    """Raises once it is in."""

    is_in = False

    def __hash__(self) -> int:
        if self.is_in:
            raise OSError("no hash")
        return str.__hash__(self)

    def __eq__(self, other: object) -> bool:
        if self.is_in:
            raise OSError("no equality")
        return str.__eq__(self, other)


def test_an_id_that_fights_back_once_it_is_in(shell: Shell, tally: Tally) -> None:
    spite = SpitefulId("bad")
    log = EventLog()
    checker = shell.make([shell.item(spite), shell.item("good")], on_event=log)
    spite.is_in = True
    for _ in range(PASSES):
        outcomes = [result.outcome for result in shell.check(checker)]
        tally.same(outcomes, [Outcome.PASS, Outcome.PASS], "outcomes")
    checker.remove("bad")
    tally.same(str(checker), "good", "ids")


class ThenRaises(Scripted):
    """Hangs, and raises when the checker has abandoned it."""

    def health(self) -> NoReturn:
        super().health()
        raise SystemExit("at last")


class AsyncThenRaises(AsyncScripted):
    async def health(self) -> NoReturn:
        await super().health()
        raise SystemExit("at last")


def test_hang_and_then_raise(shell: Shell, tally: Tally) -> None:
    log = EventLog()
    kind = ThenRaises if shell.name == "threads" else AsyncThenRaises
    items = [kind(f"hung {number}", HANG) for number in range(20)]
    shell.items += items
    checker = shell.make([*items, shell.item("good")], timeout=1.0, on_event=log)
    shell.run(checker)
    for item in items:
        shell.wait_started(item)
    shell.clock.advance(1.0)
    wait_until(lambda: len(checker.snapshot().abandoned) == len(items))
    for item in items:
        shell.release(item)
    wait_until(lambda: not checker.snapshot().abandoned)
    late = [event for event in log.events if isinstance(event, LateReturn)]
    tally.same({event.item_id for event in late}, {item.id for item in items}, "late returns")
    for result in log.results:
        if result.item_id != "good":
            tally.expect(isinstance(result.error, CheckTimeoutError), repr(result))
    # What they raise within their timeout is a panic, as of any other.
    shell.tick(checker, 4.0)
    shell.wait_idle(checker, 2)
    second = [result.outcome for result in log.results if result.pass_number == 2]
    tally.same(Counter(second), Counter({Outcome.PANIC: 20, Outcome.PASS: 1}), "the second pass")


def test_endless_recursion_in_every_place(shell: Shell, tally: Tally) -> None:
    def recurse() -> Any:
        return recurse()

    class Deep:
        def __repr__(self) -> str:
            return repr(self)

    class DeepError(Exception):
        def __str__(self) -> str:
            return str(self)

    items = [
        shell.item("calls itself", recurse),
        shell.item("returns what cannot be shown", Deep),
        shell.item("raises what cannot be shown", DeepError()),
    ]
    judge(tally, a_few_passes(shell, items), Outcome.PANIC, len(items))


def test_threads_and_tasks_that_a_check_leaves_to_themselves(shell: Shell, tally: Tally) -> None:
    gate, started = threading.Event(), threading.Semaphore(0)

    def linger() -> None:
        started.release()
        gate.wait(60.0)

    def fork_threads() -> bool:
        for _ in range(5):
            threading.Thread(target=linger, name="of a check", daemon=True).start()
        return True

    items = [shell.item(str(number), fork_threads) for number in range(4)]
    log = a_few_passes(shell, items)
    judge(tally, log, Outcome.PASS, len(items))
    tally.same(shell.at_work(), 0, "threads or tasks of the checker after the stop")
    for _ in range(5 * len(items) * PASSES):
        tally.expect(started.acquire(timeout=10.0), "a thread of a check")
    gate.set()


def test_a_task_that_a_check_has_started_is_not_ours(tally: Tally) -> None:

    async def main() -> None:
        gate = asyncio.Event()
        tasks: list[asyncio.Task[bool]] = []

        async def start_a_task() -> bool:
            tasks.append(asyncio.create_task(gate.wait()))
            return True

        checker = AsyncChecker([AsyncScripted("a", start_a_task)], on_event=EventLog())
        for _ in range(50):
            (result,) = await checker.check()
            tally.same(result.outcome, Outcome.PASS, "a")
        checker.run()
        await checker.stop()
        tally.each(tasks, lambda task: not task.done())
        gate.set()
        await asyncio.gather(*tasks)

    asyncio.run(main())


def test_every_call_of_its_own_checker_from_inside_a_check(shell: Shell, tally: Tally) -> None:
    """A check adds, removes itself, looks, changes the pace, asks for a pass, and stops."""
    log = EventLog()
    done: list[str] = []
    reports: list[Any] = []

    def without_waiting() -> None:
        checker.add(shell.item("added"))
        checker.remove("meddler")
        checker.snapshot()
        checker.interval = 7.0
        checker.timeout = 9.0
        done.extend(["add", "remove", "snapshot", "interval", "timeout"])

    if shell.name == "threads":

        def meddle() -> bool:
            without_waiting()
            with pytest.raises(Exception, match="already running"):
                checker.run()
            reports.append(checker.stop())
            done.extend(["run", "stop"])
            return True

        meddler = shell.item("meddler", meddle)
    else:

        async def meddle_async() -> bool:
            without_waiting()
            with pytest.raises(Exception, match="already running"):
                checker.run()
            done.append("run")
            try:
                reports.append(await checker.stop())
            finally:  # it is cancelled by the stop that it asks for
                done.append("stop")
            return True

        meddler = shell.item("meddler", meddle_async)
    checker = shell.make([meddler, shell.item("good")], on_event=log)
    shell.run(checker)
    calls = {"add", "remove", "snapshot", "interval", "timeout", "run", "stop"}
    wait_until(lambda: set(done) == calls)
    wait_until(lambda: not checker.snapshot().running)
    wait_until(lambda: shell.at_work() == 0)
    tally.same(set(done), calls, "calls")
    tally.same(str(checker).split(), ["good", "added"], "ids")
    tally.same((checker.interval, checker.timeout), (7.0, 9.0), "pace")
    tally.same(log.lines[-1:], ["Проверки остановлены"], "the last line")
    outcomes = {result.item_id: result.outcome for result in shell.check(checker)}
    tally.same(outcomes, {"good": Outcome.PASS, "added": Outcome.PASS}, "afterwards")


def test_a_check_from_inside_a_check_skips_the_one_that_asks(shell: Shell, tally: Tally) -> None:
    inner: list[tuple[Any, ...]] = []
    if shell.name == "threads":

        def ask() -> bool:
            inner.append(checker.check())
            return True

        asks = shell.item("asks", ask)
    else:

        async def ask_async() -> bool:
            inner.append(await checker.check())
            return True

        asks = shell.item("asks", ask_async)
    checker = shell.make([asks, shell.item("good")], on_event=EventLog())
    outer = shell.check(checker)
    tally.same([result.outcome for result in outer], [Outcome.PASS, Outcome.PASS], "outer")
    tally.same(inner[0][0].outcome, Outcome.SKIPPED, "inner")
    tally.same([result.item_id for result in inner[0]], ["asks", "good"], "ids of the inner pass")


def test_checks_that_swallow_every_cancellation(tally: Tally) -> None:
    shell = TaskShell()
    log = EventLog()
    items = [shell.item(f"deaf {number}", HANG) for number in range(100)]
    checker = shell.make([*items, shell.item("good")], timeout=1.0, on_event=log, max_abandoned=200)
    shell.run(checker)
    for item in items:
        shell.wait_started(item)
    shell.clock.advance(1.0)
    wait_until(lambda: len(checker.snapshot().abandoned) == len(items))
    report = shell.stop(checker)
    tally.expect(report.ended, "the stop")
    tally.same(set(report.abandoned), {item.id for item in items}, "named in the report")
    for item in items:
        shell.release(item)
    wait_until(lambda: not checker.snapshot().abandoned)
    tally.each(items, lambda item: item.started == item.ended == 1)
    shell.close()


def test_a_worker_that_is_killed_from_outside_takes_only_its_check(tally: Tally) -> None:
    """As of those recipes that end a thread: an exception is thrown into it."""
    log = EventLog()
    idents: list[int] = []

    def spin() -> bool:
        idents.append(threading.get_ident())
        while True:  # an exception of this kind comes between two steps of Python
            threading.Event().wait(0.001)

    checker = ThreadedChecker([Scripted("spins", spin, True), Scripted("good")], on_event=log)
    checker.run()
    wait_until(lambda: idents)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(idents[0]), ctypes.py_object(SystemExit)
    )
    wait_until(lambda: len(log.results) == 2)
    outcomes = {result.item_id: result.outcome for result in log.results}
    tally.same(outcomes, {"spins": Outcome.PANIC, "good": Outcome.PASS}, "outcomes")
    tally.same([r.outcome for r in checker.check()], [Outcome.PASS] * 2, "the next pass")
    tally.expect(checker.stop().ended, "the stop")
