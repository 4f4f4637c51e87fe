"""Schedules: real threads and tasks, moved one step at a time in an order chosen from outside."""

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
