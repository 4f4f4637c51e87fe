"""The last passes of some checkers in one chart."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from checker_lab import AsyncChecker, ThreadedChecker
from checker_lab.lessons import timeline
from checker_lab.lessons.pass_chart import LANES, PassChart
from checker_lab.testing import HANG, AsyncScripted, ManualClock, Scripted, wait_until

ONE_BY_ONE = """\
serial 3 s, one check at a time
  s1           ████████████████✓
  s2                           ████████████████✓
  s3                                          ████████████████✓
threads 1 s, up to 3 checks at the same time
  s1           ████████████████✓
  s2           ████████████████✓
  s3           ████████████████✓
               0 s     0.5 s   1 s     1.5 s  2 s     2.5 s   3 s"""


def quiet(event: object) -> None:
    """Print nothing."""


def has(clock: ManualClock, alarms: list[float]) -> bool:
    return list(clock.alarms)[: len(alarms)] == alarms


@contextmanager
def over_threads(items: int, max_concurrent: int) -> Iterator[ThreadedChecker]:
    """A checker that has checked so many items, each in a second of its own clock."""
    clock = ManualClock()

    def answer() -> bool:
        clock.sleep(1)
        return True

    scripted = [Scripted(f"s{number + 1}", answer) for number in range(items)]
    checker = ThreadedChecker(
        scripted,
        max_concurrent=max_concurrent,
        interval=60,
        clock=clock,
        on_event=quiet,
        language="en",
    )
    checker.run()
    for second in range(-(-items // max_concurrent)):
        asleep = [clock.now() + 1] * min(max_concurrent, items - second * max_concurrent)
        wait_until(partial(has, clock, asleep))
        clock.advance(1)
    wait_until(lambda: not (checker.snapshot().in_flight or checker.snapshot().waiting))
    yield checker
    checker.stop()


def test_serial_and_concurrent_passes_are_on_one_scale_and_the_same_in_every_run() -> None:
    for _ in range(3):
        with over_threads(3, 1) as serial, over_threads(3, 3) as threads:
            chart = timeline(serial=serial, threads=threads)
        assert repr(chart) == ONE_BY_ONE
        html = chart._repr_html_()
        assert "starts at 2 s: PASS after 1.00 s" in html
        assert "serial: 3 s, one check at a time" in html


def test_tasks_have_their_part_too() -> None:
    async def scene() -> PassChart:
        checker = AsyncChecker(
            [AsyncScripted("a")], clock=ManualClock(), on_event=quiet, language="en"
        )
        await checker.check()
        return timeline(tasks=checker)

    text = repr(asyncio.run(scene()))
    assert text.split("\n")[:2] == ["tasks 0 s", "  a            ✓"]


def test_it_draws_so_many_lanes_and_counts_the_others() -> None:
    items = [Scripted(str(number)) for number in range(LANES + 5)]
    checker = ThreadedChecker(items, clock=ManualClock(), on_event=quiet, language="en")
    checker.check()
    assert "… and 5 more" in repr(timeline(threads=checker))


def test_a_check_in_flight_is_drawn_as_far_as_it_is() -> None:
    clock, hangs = ManualClock(), Scripted("hangs", HANG)
    checker = ThreadedChecker(
        [Scripted("works"), hangs], clock=clock, on_event=quiet, language="en"
    )
    checker.run()
    wait_until(lambda: hangs.started and checker.snapshot().items["works"].checks)
    clock.advance(2)
    text = repr(timeline(threads=checker))
    assert "threads still running" in text
    assert "▒" * 40 in text
    hangs.release()
    checker.stop()


def test_what_is_no_checker_is_refused_with_its_title() -> None:
    with pytest.raises(TypeError, match="needs at least one checker"):
        timeline()
    with pytest.raises(TypeError, match="threads=3 is no checker"):
        timeline(threads=3)  # type: ignore[arg-type]


def test_a_checker_without_a_pass_is_refused() -> None:
    with pytest.raises(ValueError, match="serial has not checked anything yet"):
        timeline(serial=ThreadedChecker([Scripted("a")]))
