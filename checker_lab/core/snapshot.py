"""What a checker knows about its items at one moment, as immutable values.

This module must not know how a snapshot is drawn: a package above it sets `Snapshot.draw`.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, NoReturn, TypeVar

from checker_lab.core.health import Status
from checker_lab.core.language import Language
from checker_lab.core.results import CheckResult, Outcome

__all__ = ["ItemSnapshot", "Snapshot"]

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class ItemSnapshot:
    """What the checker knows about one item.

    Attributes:
        last: its last result, skips included, or None if it was never due.
        checks: number of checks that have ended.
        failures: number of those that failed.
        failures_in_a_row: number of failures since the last PASS or WARN.
        skipped: number of checks that were not started, or whose results were not waited for.
        abandoned: whether an abandoned check of it still runs.
        started_at: when its running check started, in seconds on the checker's clock, or None.
        recent: its last outcomes, at most 30, newest last.
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
        """The status of the item; `pass` only if its last check passed."""
        if self.abandoned or self.failures_in_a_row:
            return Status.FAIL
        if self.last is not None and self.last.outcome is Outcome.PASS:
            return Status.PASS
        return Status.WARN


_WORST_FIRST = (Status.FAIL, Status.WARN)


class FrozenDict(dict[K, V]):
    """An immutable dict, so it has a hash. `dataclasses.asdict()` and pickle can handle it."""

    def _refuse(self, *values: object, **named: object) -> NoReturn:
        raise TypeError("a snapshot cannot change: take a new one")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[object, ...]:
        return FrozenDict, (dict(self),)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A checker at one moment.

    Attributes:
        running: `run()` was called, and the run has not ended.
        pass_number: the number of the last pass.
        missed_passes: number of passes that were dropped because the owner was late.
        items: what is known about each item, by id, in the order of adding.
        abandoned: ids of the abandoned checks that still run, including those of removed items.
        in_flight: number of checks that were handed out and have not ended.
        waiting: number of checks that are waiting for their turn.
        at: the moment, in seconds on the checker's clock.
        interval: seconds from the start of one pass to the start of the next.
        timeout: seconds that one check may take, or None for no limit.
        language: language of the printed lines.
        next_pass_at: when the next pass of the run is due, on the same clock; None without a run.
    """

    draw: ClassVar[Callable[["Snapshot"], str] | None] = None
    """Returns the HTML that a notebook shows, if a package above has set it."""

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
    next_pass_at: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", FrozenDict(self.items))

    @property
    def status(self) -> Status:
        """The worst status of all items, or `pass` if there are none."""
        found = {item.status for item in self.items.values()}
        return next((each for each in _WORST_FIRST if each in found), Status.PASS)

    def _repr_html_(self) -> str | None:
        draw = type(self).draw
        return None if draw is None else draw(self)

    def to_health_json(self) -> str:
        """Return the text of an `application/health+json` document about all items.

        Source: draft-inadarei-api-health-check-06.
        """
        checks = {item_id: [_check_json(item_id, item)] for item_id, item in self.items.items()}
        text = json.dumps({"status": self.status.value, "checks": checks}, ensure_ascii=False)
        # A lone surrogate in a service's output cannot be encoded, but JSON has an escape for it.
        return text.encode("utf-8", "backslashreplace").decode()


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
