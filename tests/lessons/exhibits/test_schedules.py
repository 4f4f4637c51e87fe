"""Tests of the exhibits that a schedule breaks: the bug is found, and the fix is proven."""

import pytest

from checker_lab.lessons.exhibits import ScheduleExhibit
from checker_lab.schedules import Schedule, play
from tests.lessons.exhibits.explored import SCHEDULES, explored_broken, explored_fixed

NOT_HELD = "the invariant does not hold: "

# How the losing schedule with the fewest switches ends.
LOSES = {
    "lost_update": NOT_HELD + "a and b were added, and the list has ['a']",
    "dict_changes_size": "owner raised RuntimeError: dictionary changed size during iteration",
    "two_owners": NOT_HELD + "2 owners were started",
    "stop_at_the_tick": NOT_HELD + "stop() took 3600 s",
    "stopped_too_early": NOT_HELD + "the lines are ['stopped', 'pass']",
    "join_of_a_hung_worker": (
        "deadlock: A waits for worker to end; worker waits for the event to be set"
    ),
    "send_under_the_lock": (
        "deadlock: owner waits for the lock held by A; A waits for room in the mailbox"
    ),
    "stranded_sender": NOT_HELD + "the thread of the check waits to send, forever",
    "timeout_that_waits": NOT_HELD + "the timeout is 1 s, and the check took 60 s",
    "swallowed_cancellation": (
        "deadlock: A waits for checks to end; checks waits for the event to be set"
    ),
    "timeout_cancels_all": NOT_HELD + "the outcomes are {'hung': 'timeout'}",
    "append_stdout": NOT_HELD + "a and b were appended, and the output has ['a']",
}

each_schedule = pytest.mark.parametrize("exhibit", SCHEDULES.values(), ids=SCHEDULES)


@each_schedule
def test_the_bug_is_found(exhibit: ScheduleExhibit) -> None:
    found = explored_broken(exhibit.name)
    assert found.exhausted
    assert found.losing > 0
    assert found.run is not None
    assert found.run.reason == LOSES[exhibit.name]


@each_schedule
def test_its_shortest_schedule_can_be_printed_and_replayed(exhibit: ScheduleExhibit) -> None:
    found = explored_broken(exhibit.name)
    schedule = Schedule(str(found.shortest))
    run = play(exhibit.broken_setup, exhibit.threads, schedule, exhibit.invariant)
    assert run.loses
    assert str(run) == str(found.run)


@each_schedule
def test_the_fix_is_proven(exhibit: ScheduleExhibit) -> None:
    found = explored_fixed(exhibit.name)
    found.assert_holds()
    assert found.preemptions == exhibit.preemptions
    assert found.preemptions in {None, 2}


@each_schedule
def test_the_fix_stands_the_schedule_that_broke_it(exhibit: ScheduleExhibit) -> None:
    schedule = explored_broken(exhibit.name).shortest
    assert schedule is not None
    run = play(exhibit.fixed_setup, exhibit.threads, schedule, exhibit.invariant, strict=False)
    assert run.outcome == "holds", run
