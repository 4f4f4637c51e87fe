"""One shard as the client knows it: its items, its worker, and what it is yet to hear."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from checker_lab.cluster.commands import Add, Kind
from checker_lab.cluster.item_table import Accounts, Slots
from checker_lab.cluster.link import Link
from checker_lab.cluster.registry import Member
from checker_lab.cluster.reports import UnderWay

__all__ = ["UNAWAITED", "WHOLE", "Shard"]

SENT_AT_ONCE = 10_000
"""Items in one message to a worker."""

UNAWAITED, ALONE, WHOLE = range(3)

FREE_AFTER = 2
"""Passes after which the slot of a removed item may be that of another."""


class Shard:
    """Items that are checked by one worker, as long as that lives.

    `home` is the link to that worker, or None; `unsent` are the slots whose items it does not have
    yet; `begun` is the last pass that this worker was told to begin in this run, or None;
    `is_closing`: it was told to end its checks; `is_lingering`: it has, but for abandoned ones.
    """

    def __init__(self, number: int, kind: Kind) -> None:
        self.number = number
        self.kind: Kind = kind
        self.accounts = Accounts()
        self.members: list[Member] = []
        self.live = 0
        self.begun: int | None = None
        self.home: Link | None = None
        self.is_closing = False
        self.is_lingering = False
        self.unsent: dict[int, None] = {}
        # Slots that new items may have; and those whose items were removed, with the pass at that
        # time: what a worker tells of them may still be on its way.
        self._free: list[int] = []
        self._struck_out: dict[int, int] = {}
        # Slots of items that came while one of the same id was checked, with the last pass whose
        # result is that of the other.
        self._renewed: dict[int, int] = {}
        self._alive: NDArray[np.bool_] = np.zeros(0, np.bool_)
        # Of each pass that is not over, the slots of which nothing was heard yet; and apart from
        # them, with their pass, the items that came between two passes.
        self._awaited: dict[int, NDArray[np.bool_]] = {}
        self._awaited_alone: dict[int, int] = {}
        # What its worker told last.
        self.handed_out = 0
        self.began: dict[int, float] = {}
        self.abandoned: list[int] = []

    # Items

    def enter(self, member: Member) -> None:
        """Give the item a slot."""
        if self._free:
            slot = self._free.pop()
            self.accounts.reset(slot)
            self.members[slot] = member
        else:
            slot = self._open_slot()
            self.members.append(member)
        self._settle(member, slot)

    def _open_slot(self) -> int:
        slot = self.accounts.open()
        if slot == len(self._alive):
            self._alive = np.concatenate([self._alive, np.zeros(max(16, slot), np.bool_)])
        return slot

    def _settle(self, member: Member, slot: int) -> None:
        member.shard, member.slot = self.number, slot
        self._alive[slot] = True
        self.unsent[slot] = None
        self.live += 1

    def strike_out(self, member: Member, number: int) -> bool:
        """Take the item out in that pass; return whether the worker has it, and must be told."""
        self._alive[member.slot] = False
        self.live -= 1
        was_sent = member.slot not in self.unsent
        self.unsent.pop(member.slot, None)
        if self.home is None and not self.is_busy(member.slot):
            self._free.append(member.slot)
        else:
            self._struck_out[member.slot] = number
        return was_sent and self.home is not None

    def replace(self, gone: Member, member: Member, number: int) -> None:
        """Give the item the slot of one with its id that was struck out, and is checked still."""
        del self._struck_out[gone.slot]
        self._renewed[gone.slot] = number
        self.members[gone.slot] = member
        self.accounts.reset(gone.slot)
        self._settle(member, gone.slot)

    def free_slots(self, number: int) -> None:
        """That pass begins: nothing comes any more of items that were removed long before."""
        for slot in [slot for slot in self._renewed if not self.is_busy(slot)]:
            del self._renewed[slot]
        for slot, struck_out in list(self._struck_out.items()):
            if struck_out + FREE_AFTER <= number and not self.is_busy(slot):
                del self._struck_out[slot]
                self._free.append(slot)

    def own(self, slots: Slots, number: int) -> NDArray[np.bool_]:
        """Of which of these is a result in that pass one of the item that is there now?"""
        if not self._renewed:
            return np.ones(len(slots), np.bool_)
        return np.array([number > self._renewed.get(slot, 0) for slot in slots.tolist()], np.bool_)

    def is_busy(self, slot: int) -> bool:
        """Is a check of it under way, or on its way?"""
        if slot in self._awaited_alone or slot in self.abandoned:
            return True
        return any(slot < len(each) and each[slot] for each in self._awaited.values())

    def take_unsent(self, *, at_once: bool = False) -> Iterator[Add]:
        """Orders that bring the worker all items that it does not have."""
        unsent = list(self.unsent)
        self.unsent.clear()
        for start in range(0, len(unsent), SENT_AT_ONCE):
            slots = unsent[start : start + SENT_AT_ONCE]
            items = [self.members[slot].packed for slot in slots]
            yield Add(self.number, slots, items, at_once)

    @property
    def slots(self) -> Slots:
        """Those of all its items."""
        return np.flatnonzero(self._alive)

    # What it is at

    def await_pass(self, number: int) -> None:
        """Its worker begins this pass over all its items."""
        if self.live:
            self._awaited[number] = self._alive[: len(self.members)].copy()

    def await_alone(self, slot: int, number: int) -> None:
        """Its worker checks this item between two passes."""
        self._awaited_alone[slot] = number

    def hear(self, slots: Slots, number: int) -> NDArray[np.uint8]:
        """Something was heard of these: was it awaited, `ALONE` or in the `WHOLE` pass, or not?"""
        how = np.zeros(len(slots), np.uint8)
        if self._awaited_alone:
            for place, slot in enumerate(slots.tolist()):
                if self._awaited_alone.get(slot) == number:
                    del self._awaited_alone[slot]
                    how[place] = ALONE
        awaited = self._awaited.get(number)
        if awaited is not None:
            may_be = (how == UNAWAITED) & (slots < len(awaited))
            how[may_be] = np.where(awaited[slots[may_be]], WHOLE, UNAWAITED)
            awaited[slots[how == WHOLE]] = False
            if not awaited.any():
                del self._awaited[number]
        return how

    def all_awaited(self) -> list[tuple[int, Slots]]:
        """By pass, the slots of which nothing will be heard any more."""
        lost = [(number, np.flatnonzero(each)) for number, each in self._awaited.items()]
        alone = [(number, np.array([slot])) for slot, number in self._awaited_alone.items()]
        return sorted(lost + alone, key=lambda each: each[0])

    def awaited_in(self, number: int) -> Slots:
        """The slots of which nothing was heard yet in this pass."""
        awaited = self._awaited.get(number)
        return np.zeros(0, np.intp) if awaited is None else np.flatnonzero(awaited)

    def leave(self) -> None:
        """It has no worker any more, and its next one is to get all items."""
        self.home = self.begun = None
        self.is_closing = self.is_lingering = False
        self.unsent = dict.fromkeys(self.slots.tolist())
        self.look(UnderWay(self.number, 0, [], []))

    def look(self, news: UnderWay) -> None:
        """Its worker has told what it is at."""
        self.handed_out = news.handed_out
        self.began = dict(news.began)
        self.abandoned = news.abandoned

    @property
    def behind(self) -> int:
        """Passes that are on their way to its worker."""
        return 0 if self.home is None else self.home.behind_with(self.number)

    @property
    def awaited(self) -> int:
        """Checks of which nothing was heard yet."""
        return sum(int(each.sum()) for each in self._awaited.values()) + len(self._awaited_alone)

    @property
    def is_idle(self) -> bool:
        """May it move to another worker?"""
        return not (self._awaited or self._awaited_alone or self.abandoned or self.is_closing)
