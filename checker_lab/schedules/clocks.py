"""The clocks of a schedule: what `time` and `datetime` read while schedules are played.

A thread of a schedule reads virtual time, which is the same in every run. Every other thread of
the process reads the real clocks. `datetime.datetime` is written in C and cannot be patched, so a
subclass stands in for it, which makes instances of the real class. (`date.today()` reads
`time.time()` itself.)
"""

import copyreg
import datetime
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import Any

from checker_lab.schedules.world import ON_THREAD

__all__ = ["STAND_INS", "picklable_datetimes"]

# What time.time() shows at the start of a run, in seconds since 1970: any moment would do.
EPOCH = 1_000_000_000.0

_datetime = datetime.datetime


def _virtual(real: Callable[[], float], start: float = 0.0) -> Callable[[], float]:
    def now() -> float:
        thread = ON_THREAD.get(get_ident())
        return real() if thread is None else start + thread.world.read_clock(thread)

    return now


_monotonic = _virtual(time.monotonic)
_time = _virtual(time.time, EPOCH)
_perf_counter = _virtual(time.perf_counter)


def _in_nanoseconds(clock: Callable[[], float], real: Callable[[], int]) -> Callable[[], int]:
    def now() -> int:
        return int(clock() * 1e9) if get_ident() in ON_THREAD else real()

    return now


_real_clock_gettime = time.clock_gettime
_real_clock_gettime_ns = time.clock_gettime_ns
# The clocks of the system that are virtual; others count what the processor does.
_CLOCKS = {
    getattr(time, f"CLOCK_{name}"): clock
    for clock, names in {
        _time: ("REALTIME", "TAI"),
        _monotonic: ("MONOTONIC", "MONOTONIC_RAW", "BOOTTIME"),
    }.items()
    for name in names
    if hasattr(time, f"CLOCK_{name}")
}


def _clock_gettime(number: int) -> float:
    is_virtual = number in _CLOCKS and get_ident() in ON_THREAD
    return _CLOCKS[number]() if is_virtual else _real_clock_gettime(number)


def _clock_gettime_ns(number: int) -> int:
    is_virtual = number in _CLOCKS and get_ident() in ON_THREAD
    return int(_CLOCKS[number]() * 1e9) if is_virtual else _real_clock_gettime_ns(number)


def _of_a_moment(real: Callable[..., Any]) -> Callable[..., Any]:
    """Stand in for a function whose moment, in seconds since 1970, is now by default."""

    def convert(seconds: float | None = None) -> Any:
        return real(_time() if seconds is None else seconds)

    return convert


_localtime = _of_a_moment(time.localtime)
_real_strftime = time.strftime


def _strftime(template: str, *moment: Any) -> str:
    return _real_strftime(template, *(moment or (_localtime(),)))


class _StandInType(type):
    """Lets instances and subclasses of the real class pass for those of its stand-in."""

    def __instancecheck__(cls, instance: object) -> bool:
        return type.__instancecheck__(_real(cls), instance)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return type.__subclasscheck__(_real(cls), subclass)


class _ScheduledDatetime(_datetime, metaclass=_StandInType):
    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        return _datetime.__new__(_real(cls), *args, **kwargs)

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Any:
        return cls.fromtimestamp(_time(), tz)

    @classmethod
    def utcnow(cls) -> Any:
        return cls.now(datetime.UTC).replace(tzinfo=None)


def _real(cls: type) -> type:
    """The real class for the stand-in, and a subclass that the code under test makes for itself."""
    return _datetime if cls is _ScheduledDatetime else cls


# Each real function or class, and what stands in for it.
STAND_INS: list[tuple[Any, Any]] = [
    (time.monotonic, _monotonic),
    (time.time, _time),
    (time.perf_counter, _perf_counter),
    (time.monotonic_ns, _in_nanoseconds(_monotonic, time.monotonic_ns)),
    (time.time_ns, _in_nanoseconds(_time, time.time_ns)),
    (time.perf_counter_ns, _in_nanoseconds(_perf_counter, time.perf_counter_ns)),
    (time.clock_gettime, _clock_gettime),
    (time.clock_gettime_ns, _clock_gettime_ns),
    (time.localtime, _localtime),
    (time.gmtime, _of_a_moment(time.gmtime)),
    (time.ctime, _of_a_moment(time.ctime)),
    (time.strftime, _strftime),
    (_datetime, _ScheduledDatetime),
]

# Pickle looks a class up by these names.
_ScheduledDatetime.__module__ = "datetime"
_ScheduledDatetime.__name__ = _ScheduledDatetime.__qualname__ = "datetime"


@contextmanager
def picklable_datetimes() -> Iterator[None]:
    """Let each datetime name its class as the stand-in, under whose name pickle looks it up."""
    before = copyreg.dispatch_table.get(_datetime)
    copyreg.pickle(_datetime, _reduced)
    try:
        yield
    finally:
        del copyreg.dispatch_table[_datetime]
        if before is not None:
            copyreg.dispatch_table[_datetime] = before


def _reduced(moment: datetime.datetime) -> tuple[Any, ...]:
    # From protocol 4 on the state has the fold too.
    return (_ScheduledDatetime, *moment.__reduce_ex__(4)[1:])
