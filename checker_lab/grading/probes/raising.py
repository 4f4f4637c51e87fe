"""Items whose checks raise, and what they have raised so far."""

from collections.abc import Callable
from dataclasses import dataclass, field

from checker_lab.grading.child.items import Act, Item
from checker_lab.grading.child.timeline import ObservedCheck
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.sentences import Sentence, say

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
        item: the id of the item whose check raises it.
        doing: takes what happens, in case that the code ends its process because of the error.
    """

    text: str
    make: MakeError
    item: str
    doing: Callable[[Sentence], None] = field(repr=False)

    def __call__(self) -> BaseException:
        self.doing(say("{kind} in a check of {item!r}", kind=self.kind, item=self.item))
        return self.make(self.text)

    @property
    def kind(self) -> str:
        return type(self.make(self.text)).__name__


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
        self._last: Sentence | None = None
        before, after = (trial.item(name, Act(seconds=seconds)) for name in ("before", "after"))
        self.others = (before, after)
        self.items = [
            before,
            self._item("one", "!!.!."),
            self._item("two", "!..!."),
            self._item("three", "..!!."),
            after,
        ]
        self.late = self._item("added later", "!.")

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

    def announce_again(self) -> None:
        """Let the trial be doing again what a check raised last: it may yet end the process."""
        if self._last is not None:
            self._trial.doing(self._last)

    def _announce(self, what: Sentence) -> None:
        self._last = what
        self._trial.doing(what)

    def _item(self, item_id: str, checks: str) -> Item:
        """Return an item, with a "!" for each check that raises."""
        acts = [self._raises(item_id) if check == "!" else Act() for check in checks]
        return self._trial.item(item_id, *acts)

    def _raises(self, item_id: str) -> Act:
        make = self._errors[self._made % len(self._errors)]
        panic = Panic(f"{self._text}-{7319 + self._made}", make, item_id, self._announce)
        self._made += 1
        self._trial.output.kept_always.append(panic.text)
        return Act(error=panic)


def last_before(raised: list[Raised], moment: float) -> Raised:
    """Return the last one that had started by then, or the first of all."""
    before = [one for one in raised if one.check.started_at <= moment]
    return before[-1] if before else raised[0]
