"""One shard as the client knows it: its items, its worker, and the checks that are pending."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from checker_lab.cluster.commands import AddItems, Kind
from checker_lab.cluster.item_table import ItemTable
from checker_lab.cluster.link import Link
from checker_lab.cluster.member import Member
from checker_lab.cluster.pending import PendingChecks
from checker_lab.cluster.reports import ShardState, Slots

__all__ = ["Shard"]

ITEMS_PER_COMMAND = 10_000

FREE_AFTER = 2
"""Passes after which the slot of a removed item may be given to another."""


class Shard:
    """Items that one worker checks, as long as it lives. The checker's lock guards it.

    Attributes:
        link: leads to that worker; None without one.
        unsent: the slots whose items the worker does not have yet, in order.
        last_pass: the number of the last pass that was started there in this run, or None.
        is_closing: the worker has orders to stop its checks.
        is_draining: it has stopped them, except abandoned ones that still run.
    """

    def __init__(self, number: int, kind: Kind) -> None:
        self.number = number
        self.kind: Kind = kind
        self.table = ItemTable()
        self.members: list[Member] = []
        self.live = 0
        self.last_pass: int | None = None
        self.link: Link | None = None
        self.is_closing = False
        self.is_draining = False
        self.unsent: dict[int, None] = {}
        self.pending = PendingChecks()
        # A removed item keeps its slot for some passes, since results of it may still arrive: here
        # is the pass in which it was removed. After that the slot is free.
        self._removed_in: dict[int, int] = {}
        self._free: list[int] = []
        # Slots of items that came while an item with the same id was being checked, with the last
        # pass whose result is one of that other item.
        self._replaced_in: dict[int, int] = {}
        self._alive: NDArray[np.bool_] = np.zeros(0, np.bool_)
        self.take_state(ShardState(number, 0, [], []))

    # Items

    def add(self, member: Member) -> None:
        """Give the item a slot."""
        if self._free:
            slot = self._free.pop()
            self.table.reset(slot)
            self.members[slot] = member
        else:
            slot = self._add_slot()
            self.members.append(member)
        self._occupy(slot, member)

    def _add_slot(self) -> int:
        slot = self.table.add_row()
        if slot == len(self._alive):
            self._alive = np.concatenate([self._alive, np.zeros(max(16, slot), np.bool_)])
        return slot

    def _occupy(self, slot: int, member: Member) -> None:
        member.shard, member.slot = self.number, slot
        self._alive[slot] = True
        self.unsent[slot] = None
        self.live += 1

    def remove(self, member: Member, number: int) -> bool:
        """Remove the item in pass `number`; return whether its worker has it."""
        slot = member.slot
        self._alive[slot] = False
        self.live -= 1
        was_sent = slot not in self.unsent
        self.unsent.pop(slot, None)
        if self.link is None and not self.is_busy(slot):
            self._free.append(slot)
        else:
            self._removed_in[slot] = number
        return was_sent and self.link is not None

    def replace(self, old: Member, new: Member, number: int) -> None:
        """Give the item the slot of a removed one with its id that is still being checked."""
        del self._removed_in[old.slot]
        self._replaced_in[old.slot] = number
        self.members[old.slot] = new
        self.table.reset(old.slot)
        self._occupy(old.slot, new)

    def free_slots(self, number: int) -> None:
        """Pass `number` starts: free slots of removed items whose last result has arrived."""
        for slot in [slot for slot in self._replaced_in if not self.is_busy(slot)]:
            del self._replaced_in[slot]
        for slot, removed_in in list(self._removed_in.items()):
            if removed_in + FREE_AFTER <= number and not self.is_busy(slot):
                del self._removed_in[slot]
                self._free.append(slot)

    def are_of_current(self, slots: Slots, number: int) -> NDArray[np.bool_]:
        """Which results in pass `number` are of the item that is in the slot now?"""
        if not self._replaced_in:
            return np.ones(len(slots), np.bool_)
        replaced_in = [self._replaced_in.get(slot, 0) for slot in slots.tolist()]
        return np.array(replaced_in, np.int64) < number

    def is_busy(self, slot: int) -> bool:
        """Is a check of this slot pending or abandoned?"""
        return slot in self.pending or slot in self.abandoned

    def take_unsent(self, *, immediately: bool = False) -> Iterator[AddItems]:
        """Yield commands that send the worker all items that it does not have."""
        unsent = list(self.unsent)
        self.unsent.clear()
        for start in range(0, len(unsent), ITEMS_PER_COMMAND):
            slots = unsent[start : start + ITEMS_PER_COMMAND]
            items = [self.members[slot].packed for slot in slots]
            yield AddItems(self.number, slots, items, immediately)

    # Passes

    def await_pass(self, number: int) -> None:
        """Expect a result of each item in this pass."""
        if self.live:
            self.pending.add_pass(number, self._alive[: len(self.members)].copy())

    @property
    def queued_passes(self) -> int:
        """How many passes are on their way to the worker?"""
        return 0 if self.link is None else self.link.queued_passes(self.number)

    @property
    def may_move(self) -> bool:
        """May another worker have it, with no result lost?"""
        return not (self.pending or self.abandoned or self.is_closing)

    # Its worker

    def take_state(self, state: ShardState) -> None:
        """Keep what the worker last reported of its checks; `started_at` is on its clock."""
        self.in_flight = state.in_flight
        self.started_at = dict(state.started_at)
        self.abandoned = state.abandoned

    def detach(self) -> None:
        """It has no worker any more; the next one gets all items."""
        self.link = self.last_pass = None
        self.is_closing = self.is_draining = False
        self.unsent = dict.fromkeys(np.flatnonzero(self._alive).tolist())
        self.take_state(ShardState(self.number, 0, [], []))
