"""In place of the network: links that record what is sent, for engines that run in the test."""

from typing import cast

from checker_lab.cluster.commands import Command
from checker_lab.cluster.link import Link

__all__ = ["FakeLink", "as_link"]


class FakeLink:
    """Records the commands; the test sets what a real link would find out."""

    def __init__(self, worker: str) -> None:
        self.worker = worker
        self.wake_at: float | None = None
        self.offset = 0.0
        self.is_silent = False
        self.is_closed = False
        self.sent: list[Command] = []
        self.queued = 0
        self.times: list[float] = []

    def send(self, *commands: Command) -> None:
        self.sent += commands

    def take_sent(self) -> list[Command]:
        """What was sent since the last call."""
        sent, self.sent = self.sent, []
        return sent

    def queued_passes(self, shard: int) -> int:
        return self.queued

    def set_time(self, now: float) -> None:
        self.wake_at = None
        self.times.append(now)

    def close(self) -> None:
        self.is_closed = True


def as_link(link: FakeLink) -> Link:
    """It has all that the engine uses of a link."""
    return cast(Link, link)
