"""Items whose checks raise, and what they have raised so far."""

from collections.abc import Callable
from dataclasses import dataclass

from checker_lab.grading.child.items import Act, Item
from checker_lab.grading.child.timeline import ObservedCheck
from checker_lab.grading.child.trial import Trial

__all__ = ["MakeError", "Panic", "PanicScript", "Raised", "last_before", "ordinary_errors"]

MakeError = Callable[[str], BaseException]


class RemoteError(Exception):
    """An error that the checker's code cannot know."""


def ordinary_errors(*, is_async: bool) -> list[MakeError]:
    """Return what makes errors of many kinds; each has its text among its arguments."""
    return [
        ZeroDivisionError,
        KeyError,
        lambda text: ExceptionGroup(text, [ValueError("one"), OSError("two")]),
        RemoteError,
        # Python does not let a coroutine raise it.
        AssertionError if is_async else StopIteration,
        lambda text: OSError(5, text),
        lambda text: ValueError(text, {"more": None}),
    ]


@dataclass(frozen=True, slots=True)
class Panic:
    """Makes the error that one check raises.

    Attributes:
        text: in the error's arguments, and in no other error.
        make: makes it.
    """

    text: str
    make: MakeError

    def __call__(self) -> BaseException:
        return self.make(self.text)

    @property
    def kind(self) -> str:
        return type(self()).__name__


@dataclass(frozen=True, slots=True)
class Raised:
    """A check that has raised.

    Attributes:
        check: the check.
        panic: what it raised.
        is_first: had the item's last check not raised, or was there none?
    """

    check: ObservedCheck
    panic: Panic
    is_first: bool


class PanicScript:
    """The items of one run, some of which raise: in one pass, again, later, and just after add().

    Args:
        trial: makes the items.
        text: begins the text of each error.
        errors: take turns.
        seconds: how long the checks of the others take.

    Attributes:
        items: those that are there from the start.
        others: those of them that never raise.
        late: one to be added during the run, which raises in its first check.
    """

    def __init__(self, trial: Trial, text: str, errors: list[MakeError], seconds: float) -> None:
        self._trial = trial
        self._text = text
        self._errors = errors
        self._made = 0
        item, raises, fine = trial.item, self._raises, Act()
        before, after = (item(name, Act(seconds=seconds)) for name in ("before", "after"))
        self.others = (before, after)
        self.items = [
            before,
            item("one", raises(), raises(), fine, raises(), fine),
            item("two", raises(), fine, fine, raises(), fine),
            item("three", fine, fine, raises(), raises(), fine),
            after,
        ]
        self.late = item("added later", raises(), fine)

    def raised(self) -> list[Raised]:
        """Return all checks that have raised so far, in the order in which they started."""
        items: dict[str, Item] = {item.id: item for item in (*self.items, self.late)}
        raised = []
        for check in tuple(self._trial.timeline.checks):
            item = items[check.item]
            panic = item.act(check.number).error
            if isinstance(panic, Panic) and check.ended_at is not None:
                before = item.act(check.number - 1).error if check.number > 1 else None
                raised.append(Raised(check, panic, is_first=before is None))
        return raised

    def _raises(self) -> Act:
        make = self._errors[self._made % len(self._errors)]
        panic = Panic(f"{self._text}-{7319 + self._made}", make)
        self._made += 1
        self._trial.output.kept_always.append(panic.text)
        return Act(error=panic)


def last_before(raised: list[Raised], moment: float) -> Raised:
    """Return the last one that had started by then, or the first of all."""
    before = [one for one in raised if one.check.started_at <= moment]
    return before[-1] if before else raised[0]
