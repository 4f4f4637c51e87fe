"""One pass over all shards."""

from checker_lab.cluster.member import Member
from checker_lab.core.checks import Reply
from checker_lab.core.results import CheckResult

__all__ = ["ClusterPass"]


class ClusterPass:
    """Counts the results that are still to come, and keeps those that a caller waits for.

    Args:
        number: its number.
        items: how many items it checks.
        reply: where its results go, or None if no caller waits for them.
        members: the items in the order of the results; empty without a reply.
    """

    def __init__(self, number: int, items: int, reply: Reply | None, members: list[Member]) -> None:
        self.number = number
        self.items = items
        self.remaining = items
        self.failures = 0
        self.reply = reply
        self._members = members
        self._results: dict[str, CheckResult] = {}

    def count(self, items: int, failures: int = 0) -> None:
        """Count more items as done, and the failures among them."""
        self.remaining -= items
        self.failures += failures

    def keep(self, result: CheckResult) -> None:
        """Keep a result if a caller waits for it."""
        if self.reply is not None:
            self._results[result.item_id] = result

    def in_order(self) -> tuple[CheckResult, ...]:
        """Return the results that were kept, in the order of adding."""
        return tuple(self._results[member.item_id] for member in self._members)
