"""Records what the tasks of a run do."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from checker_lab.schedules.phrases import BLOCKS_LOOP, NO_PHRASE, Phrase
from checker_lab.schedules.recording import RanLine, Recorder, source_of
from checker_lab.schedules.results import Standing
from checker_lab.schedules.source import current_line, first_line
from checker_lab.schedules.tasks.controller import TaskController, TaskMover
from checker_lab.schedules.tasks.reasons import frames_of, why_task_waits

__all__ = ["TaskRecorder"]


class TaskRecorder(Recorder[TaskMover, TaskController]):
    """Makes a `Step` of each move of a task, with the lines it ran up to its next `await`."""

    def run_move(self, move: Callable[[], object]) -> None:
        ran: list[RanLine] = []

        def trace_line(frame: FrameType, event: str, arg: object) -> Any:
            if event == "line":
                ran.append(RanLine(frame, frame.f_lineno))
            return trace_line

        def trace_call(frame: FrameType, event: str, arg: object) -> Any:
            return trace_line if self.lines.is_step(frame) else None

        sys.settrace(trace_call)
        try:
            move()
        finally:
            sys.settrace(None)
        self._ran = ran or self._ran

    def stand_of(self, mover: TaskMover) -> RanLine | None:
        frames = [frame for frame in frames_of(mover.task) if self.lines.is_step(frame)]
        if not frames:
            return None
        frame = frames[-1]
        return RanLine(frame, current_line(frame) if mover.started else first_line(frame.f_code))

    def why(self, mover: TaskMover) -> Phrase:
        return BLOCKS_LOOP if mover.blocks_loop else why_task_waits(mover.task, self.world.name_of)

    def standing(self, mover: TaskMover) -> Standing:
        if mover.ended:
            return Standing(mover.name, "ended", self.how_it_is(mover))
        is_ready = mover in self.world.ready
        stand = self.stand_of(mover)
        code = mover.first_code
        first = [] if code is None or mover.started else [(code, first_line(code))]
        return Standing(
            name=mover.name,
            state="new" if not mover.started else "ready" if is_ready else "waiting",
            why=NO_PHRASE if is_ready else self.why(mover),
            can_move=is_ready,
            locals=self.locals_of(None if stand is None else stand.frame),
            **source_of(first if stand is None else [(stand.frame.f_code, stand.number)]),
        )
