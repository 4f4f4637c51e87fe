"""The latencies: the last ones of each item, in bounded memory."""

import pytest

from checker_lab.core.events import CheckEnded, PassesMissed
from checker_lab.core.registry import RECENT
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.view import latencies
from checker_lab.view.latencies import Latencies


def check(item_id: str, seconds: float, outcome: Outcome = Outcome.PASS) -> CheckEnded:
    return CheckEnded(CheckResult(item_id, outcome, 1, 0.0, seconds))


def test_it_keeps_the_last_of_each_item_and_no_skipped_check() -> None:
    kept = Latencies()
    for number in range(RECENT + 2):
        kept.hear(check("a", float(number)))
        kept.hear(check("a", 0.0, Outcome.SKIPPED))
    kept.hear(PassesMissed(1))
    kept.hear(check("b", 0.5))
    assert kept.of("a") == tuple(map(float, range(2, RECENT + 2)))
    assert (kept.of("b"), kept.of("c")) == ((0.5,), ())


def test_it_forgets_removed_items() -> None:
    kept = Latencies()
    for item_id in "ab":
        kept.hear(check(item_id, 1.0))
    kept.forget_removed({"b": None})
    assert (kept.of("a"), kept.of("b")) == ((), (1.0,))


def test_it_keeps_those_of_so_many_items_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latencies, "ITEMS", 1)
    kept = Latencies()
    for item_id in "aba":
        kept.hear(check(item_id, 1.0))
    assert (kept.of("a"), kept.of("b")) == ((1.0, 1.0), ())
