"""What happens to the other checks and to the errors when checks raise?"""

from checker_lab.grading.child.clock import is_virtual, now, wait_until
from checker_lab.grading.child.error_text import error_line
from checker_lab.grading.child.items import Item
from checker_lab.grading.child.signals import handler_errors
from checker_lab.grading.child.timeline import CheckTimeline
from checker_lab.grading.child.trial import CALL_LIMIT, Trial
from checker_lab.grading.probes.raising import (
    MakeError,
    PanicScript,
    Raised,
    last_before,
    ordinary_errors,
)
from checker_lab.grading.probes.rhythm import (
    SLACK,
    SLACK_IN_REAL_TIME,
    Fault,
    FaultKind,
    Rhythm,
    earliest,
)
from checker_lab.grading.sentences import NOTHING, Sentence, join, say

__all__ = ["panics", "panics_by_exit"]

# Seconds in virtual and in real time.
INTERVAL = (5, 0.2)
PASSES = 6
# The part of an interval that each check of the other items takes, so that it is still in flight
# when others raise. A checker with a timeout of its own must not mistake them for hanging.
BUSY = 0.1
# Faults that an error may be the reason of. All others are those of the passes themselves.
GAPS: tuple[FaultKind, ...] = ("never", "ended", "missing")


def panics(trial: Trial) -> None:
    """recovers and reports-panic, for ordinary errors of many kinds."""
    errors = ordinary_errors(is_async=trial.is_async)
    _Panics(trial, "boom", errors).judge()


def panics_by_exit(trial: Trial) -> None:
    """recovers and reports-panic, for SystemExit, which is not an Exception."""
    _Panics(trial, "exit", [SystemExit]).judge()


class _Panics:
    """One run in which several items raise.

    Args:
        trial: the trial.
        text: begins the text of each error.
        errors: make the errors.
    """

    def __init__(self, trial: Trial, text: str, errors: list[MakeError]) -> None:
        self._trial = trial
        self._interval = trial.pick_interval(*INTERVAL)
        self._script = PanicScript(trial, text, errors, BUSY * self._interval)

    def judge(self) -> None:
        self._watch()
        raised = self._script.raised()
        if not raised:
            self._trial.cannot_judge(say("no check that raises was made"))
        self._judge_recovery(raised)
        wait_until(lambda: not self._unreported(raised), 0.3 * self._trial.scale)
        self._judge_report(raised)

    def _watch(self) -> None:
        """Run the checker, and add an item to it between the second pass and the third."""
        trial, interval, items = self._trial, self._interval, self._script.items
        trial.begin_run(interval, items)
        self._script.announce_again()
        # The one that raises may keep the others from being checked, so any of them will do.
        wait_until(lambda: any(item.calls for item in items), 1.5 * trial.scale)
        wait_until(lambda: all(item.calls > 1 for item in items), 1.5 * interval)
        wait_until(lambda: False, 0.4 * interval)
        trial.begin_method("add", self._script.late)
        self._script.announce_again()
        if is_virtual():
            wait_until(lambda: False, trial.zero + (PASSES + 1) * interval - now())
            return
        wait_until(
            lambda: all(_finished(trial, item) >= PASSES for item in items),
            trial.zero + (PASSES + 3.5) * interval - now(),
        )

    # Recovery

    def _judge_recovery(self, raised: list[Raised]) -> None:
        trial = self._trial
        shown = (trial.timetable(), *trial.uncaught_errors())
        if trial.runner.loop_errors():
            saw = say(
                "{kind} in a check broke out of the event loop and ended it: no task runs any more",
                kind=raised[0].panic.kind,
            )
            trial.failed("recovers", saw, *shown, by_time=False)
            return
        harm = self._interrupt(raised) or self._harm(raised)
        if harm is None:
            never = self._never_checked_anyway()
            if never is not None:
                trial.not_reached("recovers", never, *shown)
                return
            harm = self._gap(raised)
        if harm is not None:
            trial.failed("recovers", harm, *shown)
            return
        saw = say(
            "after {count:check|checks} that raised, the passes went on for all items",
            count=len(raised),
        )
        trial.passed("recovers", saw)

    def _interrupt(self, raised: list[Raised]) -> Sentence | None:
        """Return what was raised in the main thread, where an ordinary program ends by it."""
        errors = handler_errors()
        if not errors:
            return None
        return say(
            "after {kind} in a check of {culprit!r}, a signal raised {error} in the main thread, "
            "which ends the program",
            kind=raised[0].panic.kind,
            culprit=raised[0].check.item,
            error=error_line(errors[0]),
        )

    def _harm(self, raised: list[Raised]) -> Sentence | None:
        """Return which check of another item did not come to its own end."""
        overdue = 3 * BUSY * self._interval
        for item in self._script.others:
            for check in self._trial.timeline.of(item.id):
                if check.was_cancelled:
                    how = say("was cancelled")
                elif check.ended_at is None and now() - check.started_at > overdue:
                    how = say("never ended")
                else:
                    continue
                culprit = last_before(raised, check.ended_at or now())
                return say(
                    "{kind} in a check of {culprit!r}: a check of {item!r}, which was in flight, "
                    "{how}",
                    kind=culprit.panic.kind,
                    culprit=culprit.check.item,
                    item=item.id,
                    how=how,
                )
        return None

    def _never_checked_anyway(self) -> Sentence | None:
        """Return which item is never checked, if it is not either where nothing raises."""
        trial, seconds = self._trial, CALL_LIMIT * self._trial.scale
        never = [item.id for item in self._script.items if not item.calls]
        if not never:
            return None
        call = trial.runner.call
        # Loaded again: what stands beside the class may be in use.
        made = call("", trial.learners.load_again(), self._interval, seconds=seconds)
        if made.trouble:
            return None
        items = [trial.runner.item(item.id, CheckTimeline()) for item in self._script.items]
        for item in items:
            call("add()", made.value.add, item, seconds=seconds)
        call("run()", made.value.run, seconds=seconds)
        wait_until(lambda: all(item.calls for item in items), 1.5 * self._interval)
        found = [item.id for item in items if not item.calls and item.id in never]
        if not found:
            return None
        return say("{item!r} is never checked, even when no check raises", item=found[0])

    def _gap(self, raised: list[Raised]) -> Sentence | None:
        """Return which check was not made, or made twice, and what had been raised before."""
        fault = self._fault()
        if fault is None:
            return None
        own = [one for one in raised if one.check.item == fault.item]
        culprit = last_before(own or raised, fault.at)
        return say(
            "after {kind} in a check of {culprit!r}, {fault}",
            kind=culprit.panic.kind,
            culprit=culprit.check.item,
            fault=fault.saw,
        )

    def _fault(self) -> Fault | None:
        timeline = self._trial.timeline
        slack = SLACK if is_virtual() else SLACK_IN_REAL_TIME
        rhythm = Rhythm(self._trial.zero, self._interval, now(), slack).from_first(timeline.checks)
        faults = [rhythm.fault(timeline.of(item.id), item.id) for item in self._script.items]
        return earliest(one for one in faults if one is not None and one.kind in GAPS)

    # Reports

    def _unreported(self, raised: list[Raised]) -> list[Raised]:
        """Return those whose text was not printed; of several in a row of one item, the first."""
        printed = "\n".join(self._trial.output.texts())
        return [one for one in raised if one.is_first and one.panic.text not in printed]

    def _judge_report(self, raised: list[Raised]) -> None:
        trial = self._trial
        missing = self._unreported(raised)
        if not missing:
            lines = [line for line in trial.output.texts() if raised[0].panic.text in line]
            words = {"count": len(raised), "line": lines[0].strip()[:120]}
            saw = say(
                "what {count:check|checks} raised was printed, for example as {line!r}", **words
            )
            trial.passed("reports-panic", saw)
            return
        one = missing[0]
        saw = say(
            "a check of {item!r} raised {kind}({text!r}){together}, and {what}",
            item=one.check.item,
            kind=one.panic.kind,
            text=one.panic.text,
            together=_together(one, raised),
            what=self._what_was_printed(raised, missing, one),
        )
        trial.failed("reports-panic", saw, trial.printed(), *trial.uncaught_errors())

    def _what_was_printed(
        self, raised: list[Raised], missing: list[Raised], one: Raised
    ) -> Sentence:
        lines = [line for line in self._trial.output.texts() if line.strip()]
        others = sum(one.is_first for one in raised) - len(missing)
        if not lines:
            what = say("nothing was printed")
        elif others:
            what = say(
                "that was not printed (the errors of {count:other check|other checks} were)",
                count=others,
            )
        else:
            what = say(
                "{count:line was|lines were} printed, none of them with the error's text",
                count=len(lines),
            )
        return join((what, _where_it_went(self._trial, one)))


def _where_it_went(trial: Trial, one: Raised) -> Sentence:
    """Return what the error of a check, or another one raised in its place, has ended.

    Code may have caught it before, and raised it again.
    """
    text = one.panic.text
    if any(text in str(error) for error in trial.runner.loop_errors()):
        return say("it broke out of the event loop")
    lines = [line for shown in trial.uncaught_errors() for line in shown.text.splitlines()]
    for line in lines:
        if text not in line:
            continue
        if one.panic.kind in line:
            return say("it ended a task") if trial.is_async else say("it ended a thread")
        other = line if trial.is_async else line.partition(": ")[2]
        if trial.is_async:
            return say("`{other}`, raised in its place, ended a task", other=other)
        return say("`{other}`, raised in its place, ended a thread", other=other)
    return NOTHING


def _finished(trial: Trial, item: Item) -> int:
    """Return how many checks of an item came to their own end."""
    checks = trial.timeline.of(item.id)
    return sum(check.ended_at is not None and not check.was_cancelled for check in checks)


def _together(one: Raised, raised: list[Raised]) -> Sentence:
    """Return who else raised in the same pass."""
    same = [other for other in raised if abs(other.check.started_at - one.check.started_at) < 0.05]
    others = [other.check.item for other in same if other is not one]
    if not others:
        return NOTHING
    return say(", in the pass in which {other!r} raised too", other=others[0])
