"""What a pass counts and keeps."""

from checker_lab.cluster.member import Member
from checker_lab.cluster.passes import ClusterPass
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.threads.channel import Channel


def result(item_id: str) -> CheckResult:
    return CheckResult(item_id, Outcome.PASS, 1, 0.0, 0.0)


def test_it_counts_results_and_failures() -> None:
    counted = ClusterPass(1, 5, None, [])
    counted.count(2, 1)
    counted.count(3)
    assert (counted.remaining, counted.failures) == (0, 1)


def test_results_are_kept_for_a_caller_in_the_order_of_adding() -> None:
    members = [Member(item_id, "threads", b"") for item_id in "ab"]
    kept = ClusterPass(1, 2, Channel(1), members)
    for item_id in "ba":
        kept.keep(result(item_id))
    assert [each.item_id for each in kept.in_order()] == ["a", "b"]


def test_nothing_is_kept_without_a_caller() -> None:
    unasked = ClusterPass(1, 1, None, [])
    unasked.keep(result("a"))
    assert unasked.in_order() == ()
