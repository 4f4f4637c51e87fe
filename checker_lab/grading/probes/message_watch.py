"""Who has not ended at the moment in which the stop message is printed."""

from typing import Any

from checker_lab.grading.child.clock import is_virtual
from checker_lab.grading.child.timeline import ObservedCheck
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.leftovers import (
    can_move,
    drivers,
    is_there,
    loops_of_items,
    name_all,
    wait_of,
    waits_for_a_tick,
)
from checker_lab.grading.sentences import NOTHING, Sentence, say

__all__ = ["StopMessageWatch"]


class StopMessageWatch:
    """Looks, in the moment in which the stop message is printed, who has not ended.

    The thread or task of the passes must have ended, or print the message itself, or only wait for
    the one that prints it. In asyncio, each check must have ended or been cancelled. Workers of a
    pool may end a little later, and hung threads not at all.

    In real time only a message from the thread or task of stop() is judged: from any other it takes
    virtual time to know who waits for whom.

    Attributes:
        too_early: what had not ended when the message was printed; empty if everything had.
    """

    def __init__(self, trial: Trial) -> None:
        self.too_early: Sentence = NOTHING
        self._trial = trial
        # Those that waited for something when the message was printed. If it was for the printer,
        # they have ended before any time passes.
        self._waited: list[Any] = []
        # Who waited for the next tick when stop() was called, and for what.
        self._before: dict[Any, object] = {}
        trial.output.on_watched = self._look

    def remember(self) -> None:
        """Remember, just before stop() is called, who waits for the next tick, and how."""
        waits = {one: wait_of(one) for one in drivers(self._trial)}
        self._before = {one: wait for one, wait in waits.items() if waits_for_a_tick(wait)}

    def look_again(self) -> None:
        """Look who has still not ended, when whatever happens at the same moment has happened."""
        self._blame([one for one in self._waited if is_there(one)])
        self._waited.clear()

    def _look(self) -> None:
        runner = self._trial.runner
        printer = runner.current()
        is_by_stop = runner.is_graders(printer)
        if not is_by_stop and not is_virtual():
            return
        left = [one for one in drivers(self._trial) if is_there(one) and one is not printer]
        acts = [one for one in left if is_by_stop or can_move(one) or self._is_unmoved(one)]
        self._blame(acts)
        # Loops of items may end a little later, as workers may.
        loops = [one for one in loops_of_items(self._trial) if one is not printer]
        self._waited += [one for one in (*left, *loops) if one not in acts]
        if is_virtual() and not self.too_early:
            in_flight = self._trial.timeline.in_flight()
            self._blame_checks([one for one in in_flight if _goes_on(one, printer)])

    def _is_unmoved(self, one: Any) -> bool:
        return one in self._before and self._before[one] is wait_of(one)

    def _blame(self, left: list[Any]) -> None:
        if left and not self.too_early:
            self.too_early = name_all(left)

    def _blame_checks(self, checks: list[ObservedCheck]) -> None:
        loop = getattr(self._trial.runner, "loop", None)
        mine = [one for one in checks if loop is not None and _loop_of(one.task) is loop]
        if mine:
            self.too_early = say("the check of {item!r}", item=mine[0].item)


def _goes_on(check: ObservedCheck, printer: object) -> bool:
    """Is it in a task that was not cancelled?"""
    # In Python 3.11 wait_for() makes a task of its own, and is itself the one that is cancelled.
    tasks: tuple[Any, Any] = (check.task, getattr(check.task, "starter", None))
    return not any(
        one.cancelling() for one in tasks if hasattr(one, "cancelling") and one is not printer
    )


def _loop_of(task: Any) -> object:
    return None if task is None else task.get_loop()
