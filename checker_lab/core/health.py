"""What can be checked, and what a service says of itself."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

__all__ = ["AsyncCheckable", "Checkable", "Health", "HealthCheck", "Status"]


class Status(StrEnum):
    """What a service says of itself: the draft's three words."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"

    @classmethod
    def _missing_(cls, value: object) -> "Status":
        allowed = ", ".join(repr(status.value) for status in cls)
        raise ValueError(f"a status must be one of {allowed}, not {value!r}")


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
            raise TypeError(f"output must be a str, not {self.output!r}: pass str() of it")


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
