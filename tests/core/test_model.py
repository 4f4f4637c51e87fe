"""Results, snapshots and the document of the draft."""

import dataclasses
import json
import pickle
import tracemalloc
from collections.abc import Callable

import pytest

from checker_lab import (
    CheckResult,
    HealthCheck,
    ItemSnapshot,
    Outcome,
    Snapshot,
    Status,
    StopReport,
)
from checker_lab.core.errors import CheckTimeoutError
from checker_lab.core.registry import Entry


def seen(*outcomes: Outcome, abandoned: bool = False) -> ItemSnapshot:
    entry = Entry("a", None)
    for number, outcome in enumerate(outcomes):
        entry.record(CheckResult("a", outcome, number, 0.0, 0.25))
    return entry.view(None, abandoned)


@pytest.mark.parametrize(
    ("item", "status"),
    [
        (seen(), Status.WARN),
        (seen(Outcome.PASS), Status.PASS),
        (seen(Outcome.FAIL, Outcome.PASS), Status.PASS),
        (seen(Outcome.WARN), Status.WARN),
        (seen(Outcome.FAIL), Status.FAIL),
        (seen(Outcome.TIMEOUT), Status.FAIL),
        (seen(Outcome.PANIC), Status.FAIL),
        (seen(Outcome.PASS, Outcome.SKIPPED), Status.WARN),
        (seen(Outcome.TIMEOUT, Outcome.SKIPPED), Status.FAIL),
        (seen(Outcome.PASS, abandoned=True), Status.FAIL),
    ],
)
def test_what_is_not_known_is_never_a_pass(item: ItemSnapshot, status: Status) -> None:
    assert item.status is status


def test_counts() -> None:
    item = seen(Outcome.FAIL, Outcome.PASS, Outcome.PANIC, Outcome.SKIPPED, Outcome.TIMEOUT)
    assert (item.checks, item.failures, item.failures_in_a_row, item.skipped) == (4, 3, 2, 1)


def test_the_health_document() -> None:
    late = CheckResult("b", Outcome.TIMEOUT, 1, 0.0, 1.0, CheckTimeoutError(1))
    items = {
        "https://a": seen(Outcome.PASS),
        "b": ItemSnapshot(late, 1, 1, 1),
        "c": ItemSnapshot(),
    }
    document = json.loads(Snapshot(True, 1, 0, items).to_health_json())
    assert document == {
        "status": "fail",
        "checks": {
            "https://a": [
                {
                    "componentId": "https://a",
                    "status": "pass",
                    "observedValue": 0.25,
                    "observedUnit": "s",
                }
            ],
            "b": [
                {
                    "componentId": "b",
                    "status": "fail",
                    "observedValue": 1.0,
                    "observedUnit": "s",
                    "output": "timeout: no answer within 1 s: "
                    "give it more time, or see why it is slow",
                }
            ],
            "c": [{"componentId": "c", "status": "warn", "output": "not checked yet"}],
        },
    }
    assert json.loads(Snapshot(False, 0, 0, {}).to_health_json()) == {
        "status": "pass",
        "checks": {},
    }


def test_a_snapshot_is_frozen_and_can_be_sent() -> None:
    items = {"a": seen(Outcome.PASS)}
    snapshot = Snapshot(True, 1, 0, items)
    items["b"] = seen()
    assert list(snapshot.items) == ["a"]
    with pytest.raises(TypeError):
        snapshot.items["b"] = seen()  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        snapshot.running = False  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(snapshot)) == snapshot


def test_errors_can_be_sent_with_their_results() -> None:
    result = CheckResult("b", Outcome.TIMEOUT, 1, 0.0, 1.0, CheckTimeoutError(1))
    copy = pickle.loads(pickle.dumps(result))
    assert isinstance(copy.error, CheckTimeoutError)
    assert copy.error.seconds == 1


def test_a_status_is_one_of_three_and_its_word_will_do() -> None:
    assert HealthCheck("a", "warn").status is Status.WARN
    assert str(Status.PASS) == "pass"
    with pytest.raises(ValueError, match="one of 'pass', 'warn', 'fail', not 'bad'"):
        HealthCheck("a", "bad")


def test_a_report_says_what_it_is_made_of() -> None:
    assert repr(StopReport(True)) == "StopReport(ended=True, cancelled=(), abandoned=())"


def test_the_last_outcomes_are_thirty_at_most_and_the_newest_is_last() -> None:
    assert seen().recent == ()
    assert seen(Outcome.FAIL, Outcome.SKIPPED).recent == (Outcome.FAIL, Outcome.SKIPPED)
    many = [Outcome.PASS, *[Outcome.FAIL] * 29, Outcome.SKIPPED]
    assert seen(*many).recent == tuple(many[1:])
    assert seen(*many, *many).recent == tuple(many[1:])


def test_a_snapshot_that_is_sent_keeps_its_pace_and_its_language() -> None:
    items = {"a": ItemSnapshot(started_at=7.5, recent=(Outcome.PASS, Outcome.SKIPPED))}
    snapshot = Snapshot(True, 1, 2, items, ("b",), 3, 4, 9.5, 5.0, 2.0, "en")
    copy = pickle.loads(pickle.dumps(snapshot))
    assert copy == snapshot
    assert [getattr(copy, field.name) for field in dataclasses.fields(copy)] == [
        getattr(snapshot, field.name) for field in dataclasses.fields(snapshot)
    ]


def test_an_item_costs_little_memory() -> None:
    ids = [f"item {number}" for number in range(1000)]
    entries: list[Entry] = []

    def grown(act: Callable[[], object]) -> float:
        before = tracemalloc.get_traced_memory()[0]
        act()
        return (tracemalloc.get_traced_memory()[0] - before) / len(ids)

    def fill() -> None:
        for entry in entries:
            for number in range(40):
                entry.record(CheckResult(entry.item_id, Outcome.PASS, number, number + 0.5, 0.25))

    tracemalloc.start()
    try:
        idle = grown(lambda: entries.extend(Entry(item_id, None) for item_id in ids))
        full = grown(fill)
    finally:
        tracemalloc.stop()
    assert idle < 512
    assert idle + full < 2048


def test_the_plain_repr_of_a_snapshot_has_no_html() -> None:
    assert repr(Snapshot(False, 0, 0, {})).startswith("Snapshot(running=False, pass_number=0,")
