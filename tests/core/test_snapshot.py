"""Snapshots: values, the health document, and what a notebook shows."""

import copy
import dataclasses
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from checker_lab import CheckFailedError, CheckResult, ItemSnapshot, Outcome, Snapshot, Status
from checker_lab.core.errors import CheckPanicError, CheckTimeoutError
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
                    "raise the timeout, or find out why it is slow",
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


def test_a_snapshot_that_is_sent_keeps_its_pace_and_its_language() -> None:
    items = {"a": ItemSnapshot(started_at=7.5, recent=(Outcome.PASS, Outcome.SKIPPED))}
    snapshot = Snapshot(True, 1, 2, items, ("b",), 3, 4, 9.5, 5.0, 2.0, "en")
    copy = pickle.loads(pickle.dumps(snapshot))
    assert copy == snapshot
    assert [getattr(copy, field.name) for field in dataclasses.fields(copy)] == [
        getattr(snapshot, field.name) for field in dataclasses.fields(snapshot)
    ]


def test_the_plain_repr_of_a_snapshot_has_no_html() -> None:
    assert repr(Snapshot(False, 0, 0, {})).startswith("Snapshot(running=False, pass_number=0,")


def full() -> Snapshot:
    boom = CheckPanicError("health() raised ValueError: boom", raised="ValueError: boom")
    results = [
        CheckResult("a", Outcome.PASS, 1, 0.0, 0.1, wall_time=5.0),
        CheckResult("b", Outcome.FAIL, 1, 0.0, 0.1, CheckFailedError("no disk"), "no disk"),
        CheckResult("c", Outcome.PANIC, 1, 0.0, 0.1, boom),
    ]
    items = {each.item_id: ItemSnapshot(each, 1, recent=(each.outcome,)) for each in results}
    return Snapshot(True, 1, 0, items, ("b",), 2, 3, 9.5, 5.0, 2.0, "en")


def test_a_snapshot_is_a_value() -> None:
    snapshot, other = full(), full()
    assert snapshot == other
    assert hash(snapshot) == hash(other)
    assert {snapshot} == {copy.copy(snapshot), copy.deepcopy(other)}
    assert pickle.loads(pickle.dumps(snapshot)) == snapshot
    assert dataclasses.replace(snapshot, pass_number=2) != snapshot


def test_a_snapshot_can_be_taken_apart_and_keeps_the_reasons() -> None:
    snapshot = full()
    parts = dataclasses.asdict(snapshot)
    assert parts["items"]["b"]["last"].error == CheckFailedError("no disk")
    assert str(parts["items"]["c"]["last"].error) == "health() raised ValueError: boom"
    assert dataclasses.astuple(snapshot)[:3] == (True, 1, 0)


@pytest.mark.parametrize(
    "change",
    [
        lambda items: items.update(b=1),
        lambda items: items.pop("a"),
        lambda items: items.clear(),
        lambda items: items.setdefault("b", 1),
        lambda items: items.popitem(),
        lambda items: items.__delitem__("a"),
        lambda items: items.__ior__({"b": 1}),
    ],
)
def test_its_items_refuse_every_change(change: Callable[[Any], object]) -> None:
    snapshot = full()
    with pytest.raises(TypeError, match="cannot change"):
        change(snapshot.items)
    assert snapshot == full()


def test_a_text_that_cannot_be_encoded_is_escaped_in_the_document() -> None:
    said = CheckResult("a", Outcome.WARN, 1, 0.0, 0.1, output="lone \udc80")
    text = Snapshot(False, 1, 0, {"a": ItemSnapshot(said)}).to_health_json()
    assert json.loads(text.encode())["checks"]["a"][0]["output"] == "warn: lone \udc80"


def test_a_notebook_shows_what_a_package_above_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = full()
    assert (snapshot._repr_html_() or "").startswith("<div")
    monkeypatch.setattr(Snapshot, "draw", None)
    assert snapshot._repr_html_() is None
