"""Does an item replace the one with the same id?"""

from checker_lab.grading.child.clock import now, wait_until
from checker_lab.grading.child.error_text import error_line
from checker_lab.grading.child.items import AsyncItem, Item
from checker_lab.grading.child.timed_call import TimedCall
from checker_lab.grading.child.timeline import CheckTimeline
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.yielding import YieldingItem
from checker_lab.grading.sentences import Sentence, say
from checker_lab.grading.verdicts import Evidence

__all__ = ["replaces_by_id"]

INTERVAL = 0.2
# The id that is added again and again, and the one that many add at the same moment.
SAME, NEW = "same id", "new id"
# So many threads or tasks.
ADDERS = 6
# Passes in which only one item may be checked.
PASSES = 3


def replaces_by_id(trial: Trial) -> None:
    """one-per-id: an item is replaced before run(), during a run, and at the same moment."""
    replacing = Replacing(trial)
    trial.checked(trial.make(replacing.interval))
    trial.checked(trial.method("add", replacing.item(SAME)))
    trial.checked(trial.method("add", trial.item("another id")))
    if not (replacing.before_run() and replacing.during_a_run() and replacing.at_the_same_moment()):
        return
    trial.passed("one-per-id", say("each time, only one item of an id was checked from then on"))


class Replacing:
    """One checker, to which several items with one id are added."""

    def __init__(self, trial: Trial) -> None:
        self.interval = INTERVAL * trial.scale
        self._trial = trial
        # All with one id, in the order in which they are added.
        self._items: list[Item] = []

    def item(self, item_id: str) -> Item:
        """Return a new item."""
        # With a timeline of its own, since that tells items apart by their ids.
        item = (AsyncItem if self._trial.is_async else YieldingItem)(item_id, CheckTimeline())
        self._items.append(item)
        return item

    def before_run(self) -> bool:
        """Replace an item before run(), and return whether that went well."""
        trial = self._trial
        trial.zero = now()
        if not self._add_another():
            return False
        trial.timeline.mark("run()")
        trial.checked(trial.method("run"))
        trial.doing(say("watching the checks"))
        # From here on it is always between two ticks. A checker that checks each item as it takes
        # it in may have checked the old one too.
        _wait(0.5 * self.interval)
        return self._only_the_last_is_checked(say("before run()"))

    def during_a_run(self) -> bool:
        """Replace an item between two ticks, and return whether that went well."""
        if not self._add_another():
            return False
        return self._only_the_last_is_checked(say("during a run"))

    def at_the_same_moment(self) -> bool:
        """Let many add an item with the id, and return whether only one stays."""
        trial = self._trial
        trial.timeline.mark(
            say(
                "add() of {count:item|items} with the id {id!r}, at the same moment",
                count=ADDERS,
                id=NEW,
            )
        )
        self._items.clear()
        calls = [trial.begin_method("add", self.item(NEW)) for _ in range(ADDERS)]
        wait_until(lambda: all(call.has_ended for call in calls), 1.5 * trial.scale)
        if not all(map(self._has_returned, calls)):
            return False
        for turns, item in enumerate(self._items):
            if isinstance(item, YieldingItem):
                # A check may end while the pass looks at the next item.
                item.turns = turns
        checked = self._checked_items()
        if len(checked) == 1:
            return True
        self._fail(
            say(
                "{adders} items with one id were added at the same moment, and {count} of them "
                "were checked in the passes after that, instead of one",
                adders=ADDERS,
                count=len(checked),
            )
        )
        return False

    def _add_another(self) -> bool:
        self._trial.timeline.mark(say("add() of an item with the id {id!r} again", id=SAME))
        return self._has_returned(self._trial.method("add", self.item(SAME)))

    def _has_returned(self, call: TimedCall) -> bool:
        """Fail the requirement if add() raised or hangs."""
        if call.error is not None:
            shown = self._trial.error(call.error)
            error = error_line(call.error)
            saw = say(
                "add() of an item with an id that was there already raised {error}", error=error
            )
            self._trial.failed("one-per-id", saw, shown, by_time=False)
        elif not call.has_ended:
            self._fail(say("add() of an item with an id that was there already did not return"))
        return call.has_ended and call.error is None

    def _only_the_last_is_checked(self, when: Sentence) -> bool:
        checked = self._checked_items()
        last = len(self._items) - 1
        if checked == [last]:
            return True
        if last in checked:
            saw = say(
                "an item with an id that was there already was added {when}, and in the passes "
                "after that both were checked, the old one and the new one",
                when=when,
            )
        elif checked:
            saw = say(
                "an item with an id that was there already was added {when}, and in the passes "
                "after that the old one was checked and the new one was not",
                when=when,
            )
        else:
            saw = say(
                "an item with an id that was there already was added {when}, and in the passes "
                "after that neither it nor the old one was checked",
                when=when,
            )
        self._fail(saw)
        return False

    def _checked_items(self) -> list[int]:
        """Return which items are checked in the next passes."""
        before = [item.calls for item in self._items]
        _wait(PASSES * self.interval)
        return [at for at, item in enumerate(self._items) if item.calls > before[at]]

    def _fail(self, saw: Sentence) -> None:
        trial = self._trial
        trial.failed("one-per-id", saw, self._timetable(), *trial.uncaught_errors())

    def _timetable(self) -> Evidence:
        shown = self._trial.timetable()
        lines = [self._checks_of(number) for number in range(1, len(self._items) + 1)]
        return Evidence.of_lines(shown.kind, shown.title, [*shown.lines, *lines])

    def _checks_of(self, number: int) -> Sentence:
        item = self._items[number - 1]
        return say(
            "item {number} with the id {id!r}: {spans}",
            number=number,
            id=item.id,
            spans=item.timeline.spans(item.id, self._trial.zero) or say("never checked"),
        )


def _wait(seconds: float) -> None:
    wait_until(lambda: False, seconds)
