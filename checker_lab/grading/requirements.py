"""What a checker and a timeout function have to do: the requirements, by name.

The names are a contract with gradebooks and never change.
"""

from dataclasses import dataclass

__all__ = [
    "CHECKER",
    "ON_REQUEST",
    "REQUIREMENTS",
    "STOPPED",
    "STOP_SECONDS",
    "TIMEOUT",
    "Requirement",
    "check_names",
]

STOPPED = "Проверки остановлены"
# Seconds after stop() within which the run must have ended.
STOP_SECONDS = 3


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that the code has to do.

    Attributes:
        name: never changes.
        title: a few words, for a table.
        wanted: one sentence.
    """

    name: str
    title: str
    wanted: str


_CHECKER = (
    Requirement(
        "returns",
        "run() returns immediately",
        "run() returns while the first checks are still in flight. It may be `def` or `async def`.",
    ),
    Requirement(
        "first-pass",
        "The first pass starts immediately",
        "All items that were added before run() are checked as soon as it is called.",
    ),
    Requirement(
        "repeats",
        "One pass every interval",
        "A pass starts every interval, however long the checks take, even if one hangs, and "
        "whatever they return: no drift, none left out.",
    ),
    Requirement(
        "parallel",
        "Items are checked in parallel",
        "20 slow items are checked at the same time, so they take about as long as one.",
    ),
    Requirement(
        "adds-live",
        "Items can be added during a run",
        "An item that is added during a run is checked from the next pass on, however long its "
        "checks take, and however many items are added.",
    ),
    Requirement(
        "no-lost-add",
        "No added item is lost",
        "Every added item is checked, also when others are added at the same moment.",
    ),
    Requirement(
        "no-overlap",
        "No two checks of one item overlap",
        "While a check is in flight, its item is not checked again. Its next check comes with the "
        "first pass after that, not before.",
    ),
    Requirement(
        "stops",
        "stop() stops the checks",
        "After stop() no check starts, no matter when in a pass it is called.",
    ),
    Requirement(
        "stop-ends",
        "Nothing goes on after stop()",
        f"{STOP_SECONDS} seconds after stop() the threads and tasks of the checker have ended, "
        "except for threads in which a check hangs.",
    ),
    Requirement(
        "stop-message",
        "The stop message is printed once",
        f"The line {STOPPED!r} is printed exactly once, after the passes have ended, and in "
        "asyncio after the checks too.",
    ),
    Requirement(
        "stop-prompt",
        "stop() returns promptly",
        f"stop() returns within {STOP_SECONDS} seconds, without an error, and the line is printed "
        "by then, also between two ticks and while checks hang.",
    ),
    Requirement(
        "stop-twice",
        "stop() can be called twice",
        "A second stop(), also at the same moment, returns, raises nothing and does not print the "
        "line again.",
    ),
    Requirement(
        "recovers",
        "A panic does no harm",
        "When checks raise, any Exception or SystemExit, even several in one pass, all other "
        "checks and the passes go on.",
    ),
    Requirement(
        "reports-panic",
        "A panic is printed",
        "When a check raises, any Exception or SystemExit, the checker itself prints what was "
        "raised, with the error's text, also when several raise in one pass.",
    ),
)
# The assignment does not say what to do with an id that is there already, so only those who are
# told are asked for it.
_ON_REQUEST = (
    Requirement(
        "one-per-id",
        "Only one item per id",
        "An item that is added replaces the one with the same id, from the next pass on; if two "
        "are added at the same moment, one stays.",
    ),
)
_TIMEOUT = (
    Requirement(
        "times-out",
        "It times out, in time",
        "It returns what get_health() returns, or raises TimeoutError when the time is over, and "
        "not before.",
    ),
    Requirement(
        "passes-errors-on",
        "Errors are passed on",
        "The call raises what get_health() raises, even SystemExit, as soon as it is raised, and "
        "returns what it returns, even an error object; in asyncio SystemExit may end the event "
        "loop instead.",
    ),
    Requirement(
        "timeout-isolated",
        "A timeout affects only its own call",
        "When one call times out, all others return their own answers.",
    ),
    Requirement(
        "leaves-nothing",
        "A timeout leaves nothing behind",
        "What a timeout leaves behind in threads is bounded, and gone when get_health() returns; "
        "in asyncio get_health() is cancelled, and nothing stays.",
    ),
)
REQUIREMENTS = {one.name: one for one in (*_CHECKER, *_ON_REQUEST, *_TIMEOUT)}
CHECKER = tuple(one.name for one in _CHECKER)
ON_REQUEST = tuple(one.name for one in _ON_REQUEST)
"""Requirements of a checker that are judged only if `only=` names them."""
TIMEOUT = tuple(one.name for one in _TIMEOUT)


def check_names(
    only: object, usual: tuple[str, ...], also: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the names in `only`, in the order of the requirements; the usual ones if it is None.

    Args:
        only: names among `usual` and `also`, or None.
        usual: names of the requirements that are judged by default.
        also: names of those that are judged on request.

    Raises:
        TypeError: it is not a name or a tuple, list or set of names.
        ValueError: a name is unknown, or there is none.
    """
    if only is None:
        return usual
    known = usual + also
    names = (only,) if isinstance(only, str) else only
    if not isinstance(names, (tuple, list, set, frozenset)):
        raise TypeError(f"only= must be a tuple of names of requirements, not {only!r}")
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        given = ", ".join(map(repr, unknown)) or "nothing"
        raise ValueError(f"only= got {given}: choose from {', '.join(known)}")
    return tuple(name for name in known if name in names)
