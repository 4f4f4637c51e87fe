"""Which checks of one shard are still pending: no result of them has arrived."""

import numpy as np
from numpy.typing import NDArray

from checker_lab.cluster.reports import Slots

__all__ = ["ALONE", "IN_PASS", "NOT_PENDING", "PendingChecks"]

NOT_PENDING, ALONE, IN_PASS = range(3)
"""How a result was expected: not at all, of an item that came between two passes, or in a pass."""


class PendingChecks:
    """A column of booleans for each pass that has not ended, and the checks between passes.

    `len()` counts the checks.
    """

    def __init__(self) -> None:
        self._in_pass: dict[int, NDArray[np.bool_]] = {}
        self._alone: dict[int, int] = {}

    def add_pass(self, number: int, alive: NDArray[np.bool_]) -> None:
        """Expect a result of each slot that is `alive`, at least one. It keeps the array."""
        self._in_pass[number] = alive

    def add_alone(self, slot: int, number: int) -> None:
        """Expect a result of this slot alone, under the number of the last pass."""
        self._alone[slot] = number

    def resolve(self, slots: Slots, number: int) -> NDArray[np.uint8]:
        """Results of these slots in this pass arrived: return how each of them was expected."""
        how = np.zeros(len(slots), np.uint8)
        if self._alone:
            for place, slot in enumerate(slots.tolist()):
                if self._alone.get(slot) == number:
                    del self._alone[slot]
                    how[place] = ALONE
        pending = self._in_pass.get(number)
        if pending is not None:
            others = (how == NOT_PENDING) & (slots < len(pending))
            how[others] = np.where(pending[slots[others]], IN_PASS, NOT_PENDING)
            pending[slots[how == IN_PASS]] = False
            if not pending.any():
                del self._in_pass[number]
        return how

    def by_pass(self) -> list[tuple[int, Slots]]:
        """Return pass number and slots of all pending checks, in the order of passes."""
        in_pass = [(number, np.flatnonzero(each)) for number, each in self._in_pass.items()]
        alone = [(number, np.array([slot])) for slot, number in self._alone.items()]
        return sorted(in_pass + alone, key=lambda each: each[0])

    def in_pass(self, number: int) -> Slots:
        """Return the pending slots of this pass."""
        pending = self._in_pass.get(number)
        return np.zeros(0, np.intp) if pending is None else np.flatnonzero(pending)

    def __contains__(self, slot: int) -> bool:
        if slot in self._alone:
            return True
        return any(slot < len(each) and each[slot] for each in self._in_pass.values())

    def __len__(self) -> int:
        return sum(int(each.sum()) for each in self._in_pass.values()) + len(self._alone)

    def __bool__(self) -> bool:
        return bool(self._in_pass or self._alone)
