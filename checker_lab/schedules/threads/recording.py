"""Records what the threads of a run do."""

from checker_lab.schedules.phrases import NO_PHRASE, Phrase
from checker_lab.schedules.recording import RanLine, Recorder, source_of
from checker_lab.schedules.results import Standing
from checker_lab.schedules.source import current_line, first_line
from checker_lab.schedules.threads.reasons import why_it_waits
from checker_lab.schedules.world import ScheduledThread, World

__all__ = ["ThreadRecorder"]


class ThreadRecorder(Recorder[ScheduledThread, World]):
    """Makes a `Step` of each move of a thread, which is one line."""

    def locate(self, thread: ScheduledThread) -> None:
        """`thread`, which has just started, has come to its first line."""
        stand = self.stand_of(thread)
        if thread is self._mover and stand is not None:
            self._ran = [stand]

    def stand_of(self, mover: ScheduledThread) -> RanLine | None:
        frame = mover.frame if mover.wait is None else self.lines.nearest(mover.block_frame)
        return None if frame is None else RanLine(frame, current_line(frame))

    def why(self, mover: ScheduledThread) -> Phrase:
        return why_it_waits(mover)

    def standing(self, mover: ScheduledThread) -> Standing:
        if mover.ended:
            return Standing(mover.name, "ended", self.how_it_is(mover))
        is_ready = mover.wait is None or mover.wait.ready()
        stand = self.stand_of(mover)
        code = mover.first_code
        first = [] if code is None or mover.started else [(code, first_line(code))]
        return Standing(
            name=mover.name,
            state="new" if not mover.started else "ready" if is_ready else "waiting",
            why=NO_PHRASE if is_ready else self.why(mover),
            until=None if mover.wait is None else mover.wait.deadline,
            can_move=is_ready or mover.has_deadline,
            locals=self.locals_of(None if stand is None else stand.frame),
            **source_of(first if stand is None else [(stand.frame.f_code, stand.number)]),
        )
