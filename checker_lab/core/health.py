"""What can be checked, and what a check returns."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

__all__ = ["AsyncCheckable", "Checkable", "Health", "HealthCheck", "Status"]


class Status(StrEnum):
    """The status of a service, in the words of draft-inadarei-api-health-check-06."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"

    @classmethod
    def _missing_(cls, value: object) -> "Status":
        allowed = ", ".join(repr(status.value) for status in cls)
        raise ValueError(f"a status must be one of {allowed}, not {value!r}")


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """What a check found out about a service.

    Args:
        service_id: id of the service.
        status: a `Status`, or its value as a str.
        output: the reason, for display; empty if there is none.

    Raises:
        ValueError: the status is not one of the three.
        TypeError: the output is not a str.
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
    """What `ThreadedChecker` checks: an id, and a `health()` that says whether it works."""

    @property
    def id(self) -> str: ...

    def health(self) -> Health: ...


@runtime_checkable
class AsyncCheckable(Protocol):
    """What `AsyncChecker` checks: the same with `async def health()`."""

    @property
    def id(self) -> str: ...

    async def health(self) -> Health: ...
