"""A check and its pass."""

from checker_lab import CheckResult, Outcome
from checker_lab.core.checks import Check, CheckState, Pass
from checker_lab.core.registry import Entry


class Reply:
    def send(self, item: object, /) -> None: ...

    def close(self) -> None: ...


def test_a_pass_counts_down_and_keeps_results_in_order_for_a_reply() -> None:
    entries = [Entry(item_id, None) for item_id in "ab"]
    results = [
        CheckResult("a", Outcome.FAIL, 1, 0.0, 0.1),
        CheckResult("b", Outcome.PASS, 1, 0.0, 0.1),
    ]
    started = Pass(1, 2)
    started.answer(Reply(), entries)
    for entry, result in reversed(list(zip(entries, results, strict=True))):
        started.count(entry, result)
    assert (started.remaining, started.failures) == (0, 1)
    assert started.in_order() == tuple(results)


def test_a_check_says_where_it_is() -> None:
    check = Check(Entry("a", "the item"), Pass(3, 1))
    assert repr(check) == "<Check of 'a' in pass 3, WAITING>"
    check.state = CheckState.RUNNING
    assert (check.item, check.item_id) == ("the item", "a")
    assert "RUNNING" in repr(check)
