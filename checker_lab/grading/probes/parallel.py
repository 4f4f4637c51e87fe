"""Are the checks of a pass in flight at the same time?"""

from checker_lab.grading.child.clock import wait_until
from checker_lab.grading.child.items import Act, Gate, Item
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.sentences import say

__all__ = ["checks_in_parallel"]

# Seconds in virtual and in real time.
INTERVAL = (4, 0.5)
MANY = 20
# Seconds within which all of them must have started.
LIMIT = 1.0


def checks_in_parallel(trial: Trial) -> None:
    """parallel: no check ends before all of them have started."""
    interval = trial.pick_interval(*INTERVAL)
    gate = Gate()
    items = [trial.item(f"slow {number}", Act(gate=gate)) for number in range(1, MANY + 1)]
    trial.begin_run(interval, items)
    trial.wait_for_check(items[0], max(1.5, 2 * interval))
    limit = LIMIT * trial.scale
    wait_until(lambda: _started(items) == MANY, limit)
    in_flight = _started(items)
    gate.open()
    wait_until(lambda: _started(items) == MANY, 0.0 if in_flight == MANY else 1.5 * interval)
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
        "{in_flight} of {started:check|checks} were in flight at the same time, and the others "
        "did not start before one of these had ended (after {limit:.1f} s)",
        in_flight=in_flight,
        started=started,
        limit=limit,
    )
    trial.failed("parallel", saw, trial.timetable(), *trial.uncaught_errors())


def _started(items: list[Item]) -> int:
    return sum(item.calls > 0 for item in items)
