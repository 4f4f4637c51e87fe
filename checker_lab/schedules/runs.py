"""Plays schedules of one program: what threads and tasks have in common."""

import gc
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from checker_lab.schedules.errors import ScheduleError
from checker_lab.schedules.judging import Judgement, phrase_of, who_waits
from checker_lab.schedules.policy import Policy
from checker_lab.schedules.program import Program
from checker_lab.schedules.recording import Recorder, Show
from checker_lab.schedules.replay import Replay
from checker_lab.schedules.results import Run, Standing
from checker_lab.schedules.schedule import Schedule
from checker_lab.schedules.search import Played
from checker_lab.schedules.world import Limits, World

__all__ = ["Runs", "played"]

# Garbage collection is off while schedules are played, and each run leaves cycles: its threads and
# their frames.
RUNS_BETWEEN_COLLECTIONS = 100


class Runs(ABC):
    """Plays schedules of one program, one after another. Close it afterwards."""

    def __init__(self, program: Program, limits: Limits) -> None:
        self.program = program
        self.limits = limits
        self.lines = program.lines()
        self.reserved = frozenset(program.threads)
        # The run that is played now, or the last one.
        self.world: World | None = None
        self._played = 0
        self._is_stopped = False

    @property
    def progress(self) -> int:
        """A number that changes as long as the runs make progress."""
        return self._played + (0 if self.world is None else self.world.ticks)

    @property
    @abstractmethod
    def stall(self) -> float:
        """Real seconds in which `progress` must change."""

    @property
    @abstractmethod
    def doing(self) -> str:
        """Who moves, for an error, where nothing better is known."""

    def stop(self) -> None:
        """Play no further schedule, and end the one that is played, if that is possible."""
        self._is_stopped = True

    def play(self, policy: Policy) -> Played:
        """Play one schedule, and keep only who moved."""
        self._played += 1
        if self._is_stopped:
            raise ScheduleError("the search was stopped")
        if self._played % RUNS_BETWEEN_COLLECTIONS == 0:
            gc.collect(1)
        return self.play_one(policy)

    @abstractmethod
    def play_one(self, policy: Policy) -> Played:
        """`play()`, without the garbage of earlier runs."""

    @abstractmethod
    def record(self, policy: Replay, show: Show | None) -> Run:
        """Play one schedule, and record every step."""

    @abstractmethod
    def close(self) -> None:
        """Release what the runs have shared; call it once, after the last run."""

    def recorded(
        self,
        world: World,
        recorder: Recorder[Any, Any],
        judgement: Judgement,
        standings: Mapping[str, Standing],
        skipped: tuple[str, ...],
    ) -> Run:
        """A run as its caller sees it."""
        is_deadlock = judgement.outcome == "deadlock"
        return Run(
            schedule=Schedule(world.movers[index].name for index in world.moves),
            steps=tuple(recorder.steps),
            outcome=judgement.outcome,
            verdict=phrase_of(
                judgement, standings, has_invariant=self.program.invariant is not None
            ),
            deadlock=who_waits(standings) if is_deadlock else None,
            error=judgement.error,
            threads=standings,
            movable=tuple(one.name for one in standings.values() if one.can_move),
            state=recorder.state,
            output="".join(world.output),
            seconds=world.now,
            skipped=skipped,
            shared=recorder.shared,
        )


def played(world: World, judgement: Judgement) -> Played:
    """A run as the search sees it."""
    names = tuple(mover.name for mover in world.movers)
    return Played(bytes(world.moves), names, judgement.outcome)
