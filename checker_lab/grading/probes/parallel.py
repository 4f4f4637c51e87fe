"""Are the checks of a pass in flight at the same time?"""

from checker_lab.grading.child.clock import is_virtual, wait_until
from checker_lab.grading.child.items import Act, Gate, Item
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.sentences import say

__all__ = ["checks_in_parallel"]

# Seconds in virtual and in real time.
INTERVAL = (4, 0.5)
MANY = 20
# Seconds that each check takes, in real time only the first ones: all must start in this time.
LIMIT = 1.0
# The part of it in which they are watched in virtual time, before the first one ends.
BEFORE_THE_END = 0.9


def checks_in_parallel(trial: Trial) -> None:
    """parallel: no check ends before all of them have started."""
    interval = trial.pick_interval(*INTERVAL)
    gate = Gate()
    act = Act(seconds=LIMIT) if is_virtual() else Act(gate=gate)
    items = [trial.item(f"slow {number}", act) for number in range(1, MANY + 1)]
    trial.begin_run(interval, items)
    trial.wait_for_check(items[0], max(1.5, 2 * interval))
    limit = LIMIT * trial.scale
    wait_until(lambda: _started(items) == MANY, limit * (BEFORE_THE_END if is_virtual() else 1))
    in_flight = _started(items)
    gate.open()
    patience = MANY * LIMIT + interval if is_virtual() else 1.5 * interval
    wait_until(lambda: _started(items) == MANY, 0.0 if in_flight == MANY else patience)
    started = _started(items)
    if in_flight == started < MANY:
        trial.not_reached(
            "parallel",
            say(
                "only {started} of {many} items were ever checked, as many as were in flight at "
                "the same time",
                started=started,
                many=MANY,
            ),
            trial.timetable(),
        )
        return
    if in_flight == started:
        saw = say("all {started:check|checks} were in flight at the same time", started=started)
        trial.passed("parallel", saw)
        return
    saw = say(
        "only {in_flight} of {started:check|checks} had started before the first one ended, after "
        "{limit:.1f} s",
        in_flight=in_flight,
        started=started,
        limit=limit,
    )
    shown = (trial.timetable(), *trial.uncaught_errors())
    trial.failed("parallel", saw, *shown, unless="first-pass")


def _started(items: list[Item]) -> int:
    return sum(item.calls > 0 for item in items)
