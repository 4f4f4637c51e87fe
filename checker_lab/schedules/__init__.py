"""Interleavings: runs real threads, or tasks, one step at a time in an order chosen from outside.

`explore()` plays all schedules of a program and judges each; `play()` plays one, and shows every
step. The code under test is unchanged: its lines are traced, and the locks, threads and clocks it
makes belong to the scheduler.

A step of a thread is one line of the code under test. What a line calls is part of the step, unless
that is code under test too, or waits. A line that calls such code, or takes two locks, is several
steps. What a line reads and writes by itself is not split: write `n = self.n` and `self.n = n + 1`
to see what comes between. A step of a task is all it does up to its next `await` that waits.

Time is virtual. It passes when no thread can move, up to the next moment for which one waits. A run
ends when the given threads and those that they have started have ended, and all daemons wait.

Modules, from the bottom up: `policy` and `search` choose who moves. `world` is one run, as the
locks, threads and clocks see it that `patching`, `primitives` and `clocks` put in place of the real
ones. `threads` and `tasks` make the chosen one move. `recording`, `judging` and `phrases` say what
happened.
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
