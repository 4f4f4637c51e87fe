"""Schedules: real threads, and tasks, moved one step at a time in an order chosen from outside.

`explore()` plays all schedules of a program and judges each; `play()` plays one, and shows every
step. The code under test is unchanged: it is traced, and the locks, threads and clocks that it
makes are ones that the scheduler knows.

A step of a thread is one line of the code under test; what a line calls is part of it, unless
that is code under test too, or waits. A line that calls such code, or takes two locks, is several
steps. What a line reads and writes by itself is not split: write `n = self.n` and `self.n = n + 1`
to see what comes between. A step of a task is all it does up to its next `await` that waits.

Time is virtual. It passes when nobody can move, up to the next moment for which somebody waits.
A run ends when the given threads have ended, and those that they have started, and all daemons
wait.
"""

from checker_lab.schedules.api import explore, play
from checker_lab.schedules.errors import (
    CannotMoveError,
    NotDeterministicError,
    ScheduleError,
    StuckError,
    WaitsForeverError,
)
from checker_lab.schedules.results import Exploration, Outcome, Run, Standing, Step
from checker_lab.schedules.schedule import Schedule

__all__ = [
    "CannotMoveError",
    "Exploration",
    "NotDeterministicError",
    "Outcome",
    "Run",
    "Schedule",
    "ScheduleError",
    "Standing",
    "Step",
    "StuckError",
    "WaitsForeverError",
    "explore",
    "play",
]
