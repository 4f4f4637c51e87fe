"""What a checker, and a timeout, have to do: the requirements, by name."""

from dataclasses import dataclass

__all__ = ["CHECKER", "REQUIREMENTS", "STOPPED", "TIMEOUT", "Requirement", "check_names"]

STOPPED = "Проверки остановлены"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that has to be so.

    Attributes:
        name: stays the same for good.
        title: a few words, for a table.
        wanted: what has to be so, in one sentence.
    """

    name: str
    title: str
    wanted: str


_CHECKER = (
    Requirement(
        "returns", "run() comes back at once", "run() comes back while the first checks still work."
    ),
    Requirement(
        "first-pass",
        "The first pass is at once",
        "All items that were added before run() are checked as soon as it is called.",
    ),
    Requirement(
        "repeats",
        "A pass each interval",
        "Passes begin every interval, however long the checks take: no drift, none left out.",
    ),
    Requirement(
        "parallel",
        "Items are checked in parallel",
        "20 slow items are checked at the same time, so they take about as long as one.",
    ),
    Requirement(
        "adds-live",
        "Items can be added while it runs",
        "An item that is added while the checks run is checked from the next pass on.",
    ),
    Requirement(
        "no-lost-add",
        "No added item is lost",
        "Every item is checked, whoever else adds one at the same moment.",
    ),
    Requirement(
        "no-overlap",
        "No item is checked twice at once",
        "A check that is still at work is not started again, and is not made up for later.",
    ),
    Requirement("stops", "stop() stops the checks", "After stop() no check starts."),
    Requirement(
        "stop-ends",
        "Nothing goes on after stop()",
        "Soon after stop() the threads and tasks of the checker have ended.",
    ),
    Requirement(
        "stop-message",
        "The end is told once",
        f"The line {STOPPED!r} is printed exactly once, when the checks have ended.",
    ),
    Requirement(
        "stop-prompt",
        "stop() does not keep you waiting",
        "stop() ends the run within moments: between two ticks, and while a check hangs.",
    ),
    Requirement(
        "stop-twice",
        "stop() may be called twice",
        "A second stop() comes back, raises nothing and prints nothing.",
    ),
    Requirement(
        "recovers",
        "A panic does no harm",
        "When a check raises, SystemExit included, all others go on, and so do the passes.",
    ),
    Requirement(
        "reports-panic",
        "A panic is printed",
        "What a check raised is printed, with its text, by the checker itself.",
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
        "timeout-isolated",
        "A timeout concerns only its own call",
        "When one call times out, all others return what is theirs.",
    ),
    Requirement(
        "leaves-nothing",
        "A timeout leaves nothing behind",
        "What a timeout leaves behind is bounded, and gone when get_health() returns.",
    ),
)
REQUIREMENTS = {one.name: one for one in (*_CHECKER, *_TIMEOUT)}
CHECKER = tuple(one.name for one in _CHECKER)
TIMEOUT = tuple(one.name for one in _TIMEOUT)


def check_names(only: object, known: tuple[str, ...]) -> tuple[str, ...]:
    """The names of `only`, in the order of `known`; all of them if it is None.

    Raises:
        TypeError: it is not made of names.
        ValueError: one of them is unknown, or there is none.
    """
    if only is None:
        return known
    names = (only,) if isinstance(only, str) else only
    if not isinstance(names, (tuple, list, set, frozenset)):
        raise TypeError(f"only= is a tuple of names of requirements, not {only!r}")
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        given = ", ".join(map(repr, unknown)) or "nothing"
        raise ValueError(f"only= was given {given}: choose from {', '.join(known)}")
    return tuple(name for name in known if name in names)
