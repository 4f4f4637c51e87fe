"""A remark is parted into the time that has passed, and how the thread stands."""

import pytest

from checker_lab.schedules import phrases
from checker_lab.schedules.phrases import NO_PHRASE, Phrase
from checker_lab.schedules.picture.moves import StateChange, change_of, parted


def test_a_change_is_read_from_its_text() -> None:
    assert change_of("items: {} → {'a': '→'}") == StateChange("items", "{}", "{'a': '→'}")


@pytest.mark.parametrize(
    ("remark", "kind"),
    [
        (NO_PHRASE, "moves"),
        (phrases.ENDED, "ended"),
        (phrases.raised("ValueError: 3 s later; and ended"), "raised"),
        (phrases.lock_held_by("B"), "waits"),
        (phrases.sleeps_until(3), "waits"),
        (phrases.QUEUE_ITEM.until(3.5), "waits"),
    ],
)
def test_a_remark_says_how_the_thread_stands(remark: Phrase, kind: str) -> None:
    assert parted(remark) == (NO_PHRASE, kind, remark)
    later = phrases.later(0.5)
    assert parted(phrases.join([later, remark])) == (later, kind, remark)
