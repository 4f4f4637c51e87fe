"""The owner thread of a cluster's checker: it reads the mailbox, and the engine sends commands."""

from checker_lab.cluster.engine import ClusterEngine
from checker_lab.core.checks import Check
from checker_lab.core.events import Stopped
from checker_lab.core.results import StopReport
from checker_lab.threads.owner import ThreadOwner

__all__ = ["ClusterOwner"]


class ClusterOwner(ThreadOwner):
    """A `ThreadOwner` that starts no checks here: it has no crew to hand them to."""

    _engine: ClusterEngine

    def _decide(self) -> list[Check]:
        engine, now = self._engine, self._clock.now()
        engine.handle(self._mailbox.drain(), now)
        engine.advance(now)
        return []

    def _start(self, ready: list[Check]) -> bool:
        return True

    def _end_if_nothing_is_left(self) -> None:
        """Announce the end of the run once all workers have closed their shards, and retire."""
        with self._lock:
            self.is_over = self._engine.may_rest(self.is_run, bool(len(self._mailbox)))
            if not self.is_over:
                return
            abandoned = self._engine.abandoned_ids
            cancelled = tuple(each for each in self._engine.cancelled if each not in abandoned)
            if not self.is_run:
                self._give_back()
        self.report = StopReport(True, cancelled, abandoned)
        if self.is_run:
            self._listeners.notify([Stopped(self.report, self._listeners.language)])
            with self._lock:
                self._give_back()
