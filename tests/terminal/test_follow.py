"""The loop that follows the checks, with screens that only remember."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterable, Iterator

import pytest

from checker_lab import AsyncChecker, CheckEnded, CheckerError, Outcome, Snapshot, ThreadedChecker
from checker_lab.terminal.follow import follow, watch_tasks, watch_threads
from checker_lab.terminal.mailbox import Mailbox, Told
from checker_lab.terminal.plain import PlainScreen
from checker_lab.terminal.program import exit_status, screen_for
from checker_lab.terminal.signals import NUMBERS, PATIENCE, ignore_signals, stop_on_signals
from checker_lab.testing import HANG, AsyncScripted, Scripted, wait_until
from tests.terminal.made import NOON, ended, item, snapshot

PASS, WARN, FAIL, SKIPPED = Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.SKIPPED
RUNNING = snapshot({"a": item("a", PASS)})


class Remembering:
    """A screen that calls `then` after each thing that it is given."""

    beat = 0.001

    def __init__(self, then: Callable[["Remembering"], object] = lambda screen: None) -> None:
        self.told: list[Told] = []
        self.painted: list[Snapshot] = []
        self._then = then

    def hear(self, told: Iterable[Told]) -> None:
        self.told += told
        self._then(self)

    def paint(self, snapshot: Snapshot) -> None:
        self.painted.append(snapshot)
        self._then(self)

    def end(self, snapshot: Snapshot) -> None:
        raise AssertionError

    def close(self) -> None:
        raise AssertionError

    @property
    def outcomes(self) -> list[Outcome]:
        """Without the skipped: on a busy machine a check may outlast the interval."""
        events = (each.event for each in self.told)
        outcomes = (event.result.outcome for event in events if isinstance(event, CheckEnded))
        return [outcome for outcome in outcomes if outcome is not SKIPPED]


def stop_once(
    mailbox: Mailbox, is_enough: Callable[[Remembering], object]
) -> Callable[[Remembering], None]:
    def then(screen: Remembering) -> None:
        if is_enough(screen):
            mailbox.stop()

    return then


# The mailbox


def test_the_mailbox_gives_all_that_came_in_its_order_with_the_time_of_day() -> None:
    mailbox = Mailbox(lambda: NOON)
    events = [ended(name, PASS) for name in "abc"]
    for event in events:
        mailbox.hear(event)
    assert mailbox.take() == [Told(NOON, event) for event in events]
    assert mailbox.take() == []


def test_a_stop_wakes_the_reader_and_loses_nothing() -> None:
    mailbox = Mailbox(lambda: NOON)
    taken: list[list[Told]] = []
    reader = threading.Thread(target=lambda: taken.append(mailbox.take(600)), daemon=True)
    reader.start()
    mailbox.stop()
    reader.join(10)
    assert taken == [[]]
    assert mailbox.is_stopped
    mailbox.hear(ended("a", PASS))
    mailbox.stop()
    assert len(mailbox.take()) == 1


# The loop


def test_how_things_stand_is_painted_every_beat() -> None:
    mailbox = Mailbox()
    screen = Remembering(stop_once(mailbox, lambda screen: len(screen.painted) == 5))
    follow(lambda: RUNNING, mailbox, screen)
    assert screen.painted == [RUNNING] * 5


def test_what_happens_is_handed_over_before_the_next_beat() -> None:
    mailbox = Mailbox()
    screen = Remembering(stop_once(mailbox, lambda screen: screen.told))
    screen.beat = 600
    mailbox.hear(ended("a", PASS))
    follow(lambda: RUNNING, mailbox, screen)
    assert screen.outcomes == [PASS]
    assert len(screen.painted) == 1


def test_a_stop_that_came_before_is_obeyed_at_once() -> None:
    mailbox = Mailbox()
    mailbox.stop()
    follow(lambda: RUNNING, mailbox, Remembering())


def test_checks_that_have_died_are_no_silence() -> None:
    stopped = snapshot({}, running=False)
    with pytest.raises(CheckerError, match="the checks have died"):
        follow(lambda: stopped, Mailbox(), Remembering())


# Both shells


def watch(kind: str, mailbox: Mailbox, screen: Remembering, *steps: object) -> Snapshot:
    def followed(look: Callable[[], Snapshot]) -> None:
        follow(look, mailbox, screen)

    if kind == "threads":
        thread_item = Scripted("a", *steps)  # type: ignore[arg-type]
        try:
            checker = ThreadedChecker([thread_item], interval=0.01, on_event=mailbox.hear)
            return watch_threads(checker, followed)
        finally:
            thread_item.release()

    async def run() -> Snapshot:
        task_item = AsyncScripted("a", *steps)  # type: ignore[arg-type]
        try:
            checker = AsyncChecker([task_item], interval=0.01, on_event=mailbox.hear)
            return await watch_tasks(checker, followed)
        finally:
            task_item.release()

    return asyncio.run(run())


@pytest.mark.parametrize("kind", ["threads", "asyncio"])
def test_both_shells_are_followed_and_stopped(kind: str) -> None:
    mailbox = Mailbox()
    screen = Remembering(stop_once(mailbox, lambda screen: len(screen.outcomes) >= 3))
    end = watch(kind, mailbox, screen, True, False, True)
    assert screen.outcomes[:3] == [PASS, FAIL, PASS]
    assert screen.painted[0].running
    assert not end.running
    assert [type(each.event).__name__ for each in mailbox.take()][-1] == "Stopped"


@pytest.mark.parametrize("kind", ["threads", "asyncio"])
def test_a_hung_check_holds_up_neither_the_screen_nor_the_stop(kind: str) -> None:
    mailbox = Mailbox()

    def is_hung(screen: Remembering) -> bool:
        return len(screen.painted) > 3 and screen.painted[-1].in_flight == 1

    end = watch(kind, mailbox, Remembering(stop_once(mailbox, is_hung)), HANG)
    assert end.abandoned == ("a",)
    assert exit_status(end) == 1


@pytest.mark.parametrize("kind", ["threads", "asyncio"])
def test_an_error_of_the_screen_stops_the_checks_too(kind: str) -> None:
    def fail(_: Remembering) -> None:
        raise OSError("no space")

    before = threading.active_count()
    with pytest.raises(OSError, match="no space"):
        watch(kind, Mailbox(), Remembering(fail), True)
    wait_until(lambda: threading.active_count() <= before)


# The exit status


@pytest.mark.parametrize(
    ("outcomes", "status"),
    [
        ((PASS,), 0),
        ((WARN,), 0),
        ((FAIL, PASS), 0),
        ((PASS, SKIPPED), 0),
        ((PASS, FAIL), 1),
        ((FAIL, SKIPPED), 1),
        ((Outcome.TIMEOUT,), 1),
        ((Outcome.PANIC,), 1),
        ((SKIPPED,), 1),
        ((), 1),
    ],
)
def test_the_status_tells_how_each_was_when_last_heard_of(
    outcomes: tuple[Outcome, ...], status: int
) -> None:
    assert exit_status(snapshot({"good": item("good", PASS), "a": item("a", *outcomes)})) == status


def test_no_terminal_means_plain_lines(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("output") / "lines"
    with path.open("w", encoding="utf-8") as stream:
        assert isinstance(screen_for(stream), PlainScreen)


# The signals


@pytest.fixture
def _handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in NUMBERS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_handlers")
@pytest.mark.parametrize("number", NUMBERS)
def test_each_signal_asks_for_a_stop_and_a_quick_second_one_too(number: signal.Signals) -> None:
    asked: list[None] = []
    stop_on_signals(lambda: asked.append(None), now=lambda: 7.0)
    signal.raise_signal(number)
    signal.raise_signal(number)
    assert len(asked) == 2


@pytest.mark.usefixtures("_handlers")
def test_whoever_asks_again_later_gets_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, PATIENCE + 1])
    stop_on_signals(lambda: None, now=lambda: next(times))
    raised: list[int] = []
    handler = signal.getsignal(signal.SIGTERM)
    assert callable(handler)
    handler(signal.SIGTERM, None)
    monkeypatch.setattr(signal, "raise_signal", raised.append)
    handler(signal.SIGTERM, None)
    assert raised == [signal.SIGTERM]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


@pytest.mark.usefixtures("_handlers")
def test_at_the_end_signals_change_nothing() -> None:
    ignore_signals()
    signal.raise_signal(signal.SIGINT)
    signal.raise_signal(signal.SIGTERM)
