"""One pass over all shards."""

from checker_lab.cluster.registry import Member
from checker_lab.core.checks import Reply
from checker_lab.core.results import CheckResult

__all__ = ["ClusterPass"]


class ClusterPass:
    """What is yet to be heard of a pass, and who waits for its results."""

    def __init__(self, number: int, items: int, reply: Reply | None, members: list[Member]) -> None:
        self.number = number
        self.items = items
        self.remaining = items
        self.failures = 0
        self.reply = reply
        # Kept only for somebody who waits for them.
        self._members = members
        self._results: dict[str, CheckResult] = {}

    def count(self, items: int, failures: int = 0) -> None:
        """So many more have ended."""
        self.remaining -= items
        self.failures += failures

    def keep(self, result: CheckResult) -> None:
        """Keep the result for who waits."""
        if self.reply is not None:
            self._results[result.item_id] = result

    def in_order(self) -> tuple[CheckResult, ...]:
        """The results that were kept, in the order of adding."""
        return tuple(self._results[member.item_id] for member in self._members)
