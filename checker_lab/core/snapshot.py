"""What is known of a checker and its items at one moment."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from checker_lab.core.health import Status
from checker_lab.core.language import Language
from checker_lab.core.results import CheckResult, Outcome

__all__ = ["ItemSnapshot", "Snapshot"]


@dataclass(frozen=True, slots=True)
class ItemSnapshot:
    """What is known of one item.

    `last` is its last result, skips included, or None when it was never due. `checks` counts the
    checks that ended, `skipped` those that were not started or not waited for, and
    `failures_in_a_row` the failures since the last PASS or WARN. `abandoned`: a check of it was
    given up and still runs. `started_at` is when the check of it that runs now began, in seconds on
    the checker's clock, or None. `recent` has its last outcomes, 30 at most, the newest last.
    """

    last: CheckResult | None = None
    checks: int = 0
    failures: int = 0
    failures_in_a_row: int = 0
    skipped: int = 0
    abandoned: bool = False
    started_at: float | None = None
    recent: tuple[Outcome, ...] = ()

    @property
    def status(self) -> Status:
        """The item's health in the draft's words: what is not known is never `pass`."""
        if self.abandoned or self.failures_in_a_row:
            return Status.FAIL
        if self.last is not None and self.last.outcome is Outcome.PASS:
            return Status.PASS
        return Status.WARN


_WORST_FIRST = (Status.FAIL, Status.WARN)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The checker at one moment.

    `items` maps each id, in the order of adding, to what is known of it; `abandoned` are the ids
    whose given-up checks still run (a removed item's too); `in_flight` counts the checks that have
    begun and not ended, `waiting` those whose turn has not come. `at` is the moment itself, in
    seconds on the checker's clock, `interval` and `timeout` are its pace (see the checkers).
    """

    running: bool
    pass_number: int
    missed_passes: int
    items: Mapping[str, ItemSnapshot]
    abandoned: tuple[str, ...] = ()
    in_flight: int = 0
    waiting: int = 0
    at: float = 0.0
    interval: float | None = None
    timeout: float | None = None
    language: Language = "ru"

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", MappingProxyType(dict(self.items)))

    def __reduce__(self) -> tuple[object, ...]:
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return Snapshot, tuple((values | {"items": dict(self.items)}).values())

    @property
    def status(self) -> Status:
        """The worst status of all items; `pass` when there is none."""
        found = {item.status for item in self.items.values()}
        return next((status for status in _WORST_FIRST if status in found), Status.PASS)

    def _repr_html_(self) -> str:
        from checker_lab.view.html import snapshot_html  # what only notebooks need

        return snapshot_html(self)

    def to_health_json(self) -> str:
        """The text of an `application/health+json` document over all items.

        Source: draft-inadarei-api-health-check-06.
        """
        checks = {item_id: [_check_json(item_id, item)] for item_id, item in self.items.items()}
        return json.dumps({"status": self.status.value, "checks": checks}, ensure_ascii=False)


def _check_json(item_id: str, item: ItemSnapshot) -> dict[str, object]:
    document: dict[str, object] = {"componentId": item_id, "status": item.status.value}
    last = item.last
    if last is None:
        document["output"] = "not checked yet"
        return document
    document |= {"observedValue": round(last.duration, 6), "observedUnit": "s"}
    if last.outcome is not Outcome.PASS:
        reason = str(last.error) if last.error is not None else last.output
        document["output"] = f"{last.outcome.value}: {reason}" if reason else last.outcome.value
    return document
