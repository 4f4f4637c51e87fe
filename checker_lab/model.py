"""The words of the program: what is checked, how a check ends, what is told about it.

Results and events are NamedTuples: they cannot change, and ten thousand of them cost little.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from checker_lab.errors import CheckerError, SkipReason

__all__ = [
    "AsyncCheckable",
    "CheckEnded",
    "CheckResult",
    "Checkable",
    "ClusterLost",
    "Event",
    "Health",
    "HealthCheck",
    "ItemSnapshot",
    "Language",
    "LateReturn",
    "Outcome",
    "PassBegan",
    "PassEnded",
    "PassesMissed",
    "Snapshot",
    "Status",
    "StopReport",
    "Stopped",
    "Unheard",
    "WorkerLost",
]

Language = Literal["ru", "en"]


class Status(StrEnum):
    """What a service says of itself: the draft's three words."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"

    @classmethod
    def _missing_(cls, value: object) -> "Status":
        allowed = ", ".join(repr(status.value) for status in cls)
        raise ValueError(f"a status is one of {allowed}, not {value!r}")


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """What a check has found out.

    Args:
        service_id: the service that was asked.
        status: a `Status`, or its word.
        output: the reason, for people; empty when there is none.

    Raises:
        ValueError: the status is none of the three.
        TypeError: the output is no str.
    """

    service_id: str
    status: Status | str
    output: str = ""

    def __post_init__(self) -> None:
        if type(self.status) is not Status:
            object.__setattr__(self, "status", Status(self.status))
        if not isinstance(self.output, str):
            raise TypeError(f"output is a str, not {self.output!r}: give str() of it")


Health = bool | HealthCheck


@runtime_checkable
class Checkable(Protocol):
    """What `ThreadedChecker` checks: an id, and a function that says whether it works."""

    @property
    def id(self) -> str: ...

    def health(self) -> Health: ...


@runtime_checkable
class AsyncCheckable(Protocol):
    """What `AsyncChecker` checks: the same with `async def health()`."""

    @property
    def id(self) -> str: ...

    async def health(self) -> Health: ...


class Outcome(Enum):
    """How a check ended."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"
    TIMEOUT = "timeout"
    PANIC = "panic"
    SKIPPED = "skipped"

    is_failure: bool
    """The service was asked, and is not known to work."""

    def __init__(self, word: str) -> None:
        self.is_failure = word in {"fail", "timeout", "panic"}


class CheckResult(NamedTuple):
    """How one check of one item ended.

    `started_at` is in seconds on the checker's clock, `duration` in seconds; a check that was
    never started has the moment when that was decided, and 0.0. `error` is None for PASS and WARN.
    `output` is what the service said of itself, if it said anything.
    """

    item_id: str
    outcome: Outcome
    pass_number: int
    started_at: float
    duration: float
    error: CheckerError | None = None
    output: str = ""


class StopReport(NamedTuple):
    """What a stop left behind.

    `ended`: the owner has ended, and no thread or task of the run is at work but for `abandoned`.
    `cancelled`: ids whose checks were under way and were cancelled (tasks only).
    `abandoned`: ids whose checks still run, since they could not be ended.
    """

    ended: bool
    cancelled: tuple[str, ...] = ()
    abandoned: tuple[str, ...] = ()


class PassBegan(NamedTuple):
    """A pass over `items` items began; `at` is in seconds on the checker's clock."""

    pass_number: int
    items: int
    at: float
    language: Language = "ru"


class CheckEnded(NamedTuple):
    """A check ended, or was skipped."""

    result: CheckResult
    language: Language = "ru"


class LateReturn(NamedTuple):
    """A check that had been abandoned came back, `late` seconds after it was given up."""

    item_id: str
    pass_number: int
    late: float
    language: Language = "ru"


class PassEnded(NamedTuple):
    """Every check of the pass has ended or was skipped; `failures` of them are failures."""

    pass_number: int
    items: int
    failures: int
    at: float
    language: Language = "ru"


class PassesMissed(NamedTuple):
    """The owner was late by `missed` whole intervals, which were dropped."""

    missed: int
    language: Language = "ru"


class WorkerLost(NamedTuple):
    """A worker of the cluster died, left or fell silent; `why` says which."""

    worker: str
    why: str
    language: Language = "ru"


class Unheard(NamedTuple):
    """Of `items` items of the pass nothing was heard, for one reason; `worker` may be empty."""

    pass_number: int
    items: int
    reason: SkipReason
    worker: str = ""
    language: Language = "ru"


class ClusterLost(NamedTuple):
    """The scheduler of the cluster does not answer; the run ends."""

    why: str
    language: Language = "ru"


class Stopped(NamedTuple):
    """The run has ended: the last event of it."""

    report: StopReport
    language: Language = "ru"


Event = (
    PassBegan
    | CheckEnded
    | LateReturn
    | PassEnded
    | PassesMissed
    | WorkerLost
    | Unheard
    | ClusterLost
    | Stopped
)


@dataclass(frozen=True, slots=True)
class ItemSnapshot:
    """What is known of one item.

    `last` is its last result, skips included, or None when it was never due. `checks` counts the
    checks that ended, `skipped` those that were not started or not waited for, and
    `failures_in_a_row` the failures since the last PASS or WARN. `abandoned`: a check of it was
    given up and still runs. `began_at` is when the check of it that runs now began, in seconds on
    the checker's clock, or None. `recent` has its last outcomes, 30 at most, the newest last.
    """

    last: CheckResult | None = None
    checks: int = 0
    failures: int = 0
    failures_in_a_row: int = 0
    skipped: int = 0
    abandoned: bool = False
    began_at: float | None = None
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
