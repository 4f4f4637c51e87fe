"""The owner thread of a cluster's checker: it reads the mailbox, and its orders go to workers."""

from typing import Any

from checker_lab.cluster.engine import ClusterEngine
from checker_lab.cluster.network import Network
from checker_lab.core.checks import Check
from checker_lab.core.events import Stopped
from checker_lab.core.mail import Mail
from checker_lab.core.results import StopReport
from checker_lab.threads.owner import ThreadOwner

__all__ = ["ClusterOwner"]


class ClusterOwner(ThreadOwner):
    """As a `ThreadOwner`, but that it has no crew: the engine sends what is to be done by links."""

    _engine: ClusterEngine

    def __init__(self, engine: ClusterEngine, network: Network, *others: Any) -> None:
        super().__init__(engine, *others)
        self._network = network

    def _own(self) -> None:
        self._network.begin()
        try:
            super()._own()
        finally:
            self._network.end()

    def _decide(self, mail: list[Mail]) -> list[Check]:
        engine, now = self._engine, self._clock.now()
        engine.handle([*mail, *self._mailbox.drain()], now)
        engine.advance(now)
        return []

    def _start(self, ready: list[Check]) -> bool:
        return True

    def _end_if_nothing_is_left(self) -> None:
        """Tell that the run has ended, when no worker has anything of it, and give back."""
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
