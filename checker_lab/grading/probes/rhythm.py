"""Are the checks of an item made when the passes are due, one in each pass?

It looks at recorded checks and knows nothing of the code that made them.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Literal

from checker_lab.grading.child.timeline import ObservedCheck
from checker_lab.grading.sentences import Sentence, say

__all__ = [
    "LATE",
    "SLACK",
    "SLACK_IN_REAL_TIME",
    "UNEVEN",
    "Fault",
    "FaultKind",
    "Rhythm",
    "earliest",
]

# The part of an interval by which a check may be late: code that polls a clock is. It must not add
# up, and no check may be early by more than EARLY.
LATE, EARLY = 0.1, 0.005
# Gaps between checks that differ by less than this part of an interval are the same.
SAME = 0.02
# A check that starts so soon after the last one has ended did not wait for a tick.
SOON = 0.05
# The part of an interval after which a check that has not come is missing, not late.
SLACK, SLACK_IN_REAL_TIME = 0.95, 2.0

FaultKind = Literal["never", "ended", "missing", "extra", "made up", "skips", "period", "off"]


# The least part of an interval by which another period is wrong, and not only at another moment.
LEAST = 0.0005
# Faults that a wrong distance between all checks may look like.
EVEN: tuple[FaultKind, ...] = ("missing", "extra", "off")
# Faults that one item may have only because its checks wait for those of others.
UNEVEN: tuple[FaultKind, ...] = ("period", "off")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the checks of one item.

    Attributes:
        item: whose checks they are.
        kind: "never" (checked), "ended" (no more checks), "missing" (not in one of the passes),
            "extra" (twice in one pass), "made up" (for ticks in the course of a long check),
            "skips" (only every second pass, or third), "period" (another interval) or "off" (at
            another moment than the pass).
        at: the moment from which on it is wrong.
        saw: the sentence.
    """

    item: str
    kind: FaultKind
    at: float
    saw: Sentence


def earliest(faults: Iterable[Fault | None]) -> Fault | None:
    """Return the fault that came first."""
    found = [fault for fault in faults if fault is not None]
    return min(found, key=lambda fault: fault.at, default=None)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When checks are due.

    Attributes:
        zero: the moment of `run()`, by `now()`, from which sentences count.
        interval: seconds from pass to pass.
        until: the moment up to which the checks were watched.
        slack: the part of an interval that a check may be late before it counts as missing.
        first: when the item's first check was due, if that was not at `zero`.
    """

    zero: float
    interval: float
    until: float
    slack: float = SLACK
    first: float | None = None

    def from_first(self, checks: Iterable[ObservedCheck]) -> "Rhythm":
        """Return the same from the first of these checks on, if that came late."""
        came = min((check.started_at for check in checks), default=self.zero)
        is_late = came > self.zero + LATE * self.interval
        return replace(self, first=came) if is_late else self

    def fault(self, checks: Sequence[ObservedCheck], item: str) -> Fault | None:
        """Return the first thing that is wrong with the checks of an item, or None.

        A check that is still in flight when the next tick comes is not started again; the item's
        next check is at the first tick after its end.
        """
        if not checks:
            waited = self.until - self._first
            if waited <= self.slack * self.interval:
                return None
            saw = say("{item!r} was not checked in {waited:.1f} s", item=item, waited=waited)
            return Fault(item, "never", self._first, saw)
        wrong = self._wrong_count(checks, item) or self._off(checks)
        if wrong is None or wrong.kind not in EVEN:
            return wrong
        return self._even(checks, item) or wrong

    @property
    def _first(self) -> float:
        return self.zero if self.first is None else self.first

    def pass_at(self, moment: float) -> int:
        """Return the number of the pass that is due at this moment, or was last."""
        return int((moment - self.zero) / self.interval + LATE) + 1

    def _even(self, checks: Sequence[ObservedCheck], item: str) -> Fault | None:
        """Return that all checks came at one wrong distance, if they did."""
        # Without the first gap: the first checks may have been held up.
        gaps = [later.started_at - one.started_at for one, later in pairwise(checks[1:])]
        if len(gaps) < 2 or any(self._overran(check) for check in checks):
            return None
        period = median(gaps)
        step = round(period / self.interval)
        is_even = max(abs(gap - period) for gap in gaps) <= SAME * self.interval
        if not is_even or abs(period / self.interval - 1) < LEAST:
            return None
        words = {"item": item, "period": period, "interval": self.interval}
        if step > 1 and abs(period - step * self.interval) <= SAME * self.interval:
            saw = say(
                "{item!r} was checked every {period:.2f} s, with an interval of {interval:g} s: "
                "in one pass of {step}",
                **words,
                step=step,
            )
            return Fault(item, "skips", checks[1].started_at, saw)
        saw = say(
            "a check of {item!r} started every {period:.3f} s, with an interval of {interval:g} s",
            **words,
        )
        return Fault(item, "period", checks[1].started_at, saw)

    def _wrong_count(self, checks: Sequence[ObservedCheck], item: str) -> Fault | None:
        """Return the first pass without a check, or with more than one."""
        if checks[0].started_at > self._first + self.slack * self.interval:
            return self._missing(item, self._first, checks[0].started_at)
        for one, later in pairwise(checks):
            if one.is_in_flight_at(later.started_at):
                # Two at the same time are another mistake.
                continue
            due = self._due_after(one)
            if later.started_at > due + self.slack * self.interval:
                return self._missing(item, due, later.started_at)
            fault = self._too_many(one, later, item)
            if fault is not None:
                return fault
        last = checks[-1]
        due = self._due_after(last)
        if last.ended_at is None or self.until <= due + self.slack * self.interval:
            return None
        return Fault(item, "ended", due, self._say_ended(checks, item))

    def _say_ended(self, checks: Sequence[ObservedCheck], item: str) -> Sentence:
        last = checks[-1].started_at
        words = {"item": item, "last": last - self.zero, "rest": self.until - last}
        if len(checks) == 1:
            return say(
                "{item!r} was checked only once, {last:.2f} s after run(), and not again in the "
                "{rest:.0f} s after that",
                **words,
            )
        return say(
            "{item!r} was checked {count:time|times}, last {last:.2f} s after run(), and "
            "not again in the {rest:.0f} s after that",
            **words,
            count=len(checks),
        )

    def _missing(self, item: str, due: float, came: float) -> Fault:
        saw = say(
            "{item!r} was not checked in pass {number}, {due:.2f} s after run(), but only "
            "{came:.2f} s after run()",
            item=item,
            number=self.pass_at(due),
            due=due - self.zero,
            came=came - self.zero,
        )
        return Fault(item, "missing", due, saw)

    def _too_many(self, one: ObservedCheck, later: ObservedCheck, item: str) -> Fault | None:
        gap = later.started_at - one.started_at
        if self._overran(one):
            assert one.ended_at is not None
            wait = later.started_at - one.ended_at
            if not 0 <= wait <= SOON * self.interval or self._is_at_a_tick(one.ended_at):
                return None
            saw = say(
                "a check of {item!r} that had taken {took:.1f} s ended {ended:.2f} s after run(), "
                "and the next one started {wait:.2f} s later, before the next pass was due: "
                "it made up for a pass",
                item=item,
                took=one.ended_at - one.started_at,
                ended=one.ended_at - self.zero,
                wait=wait,
            )
            return Fault(item, "made up", later.started_at, saw)
        if gap >= 0.5 * self.interval:
            return None
        saw = say(
            "two checks of {item!r} started within {gap:.2f} s, with an interval of {interval:g} s",
            item=item,
            gap=gap,
            interval=self.interval,
        )
        return Fault(item, "extra", later.started_at, saw)

    def _off(self, checks: Sequence[ObservedCheck]) -> Fault | None:
        """Return the first check that came at another moment than its pass was due."""
        tick = 0
        origin = self._origin(checks)
        for number, check in enumerate(checks):
            if number:
                gap = check.started_at - checks[number - 1].started_at
                tick += self._passes_in(gap, checks[number - 1])
            late = check.started_at - origin - tick * self.interval
            if not -EARLY * self.interval <= late <= LATE * self.interval:
                return Fault(
                    check.item,
                    "off",
                    check.started_at,
                    self._say_off(check.item, tick, late, origin),
                )
        return None

    def _passes_in(self, gap: float, check: ObservedCheck) -> int:
        """Return how many ticks there are from a check to the next one, which came after `gap`."""
        passes = gap / self.interval
        # A long check may have ended just before a tick or just after it.
        return max(1, round(passes) if self._overran(check) else int(passes + SAME))

    def _say_off(self, item: str, tick: int, late: float, origin: float) -> Sentence:
        due = origin - self.zero + tick * self.interval
        words = {"item": item, "wrong": abs(late), "number": tick + 1, "due": due}
        if late < 0:
            return say(
                "a check of {item!r} started {wrong:.2f} s too early: pass {number} was due "
                "{due:.2f} s after run()",
                **words,
            )
        return say(
            "a check of {item!r} started {wrong:.2f} s too late: pass {number} was due "
            "{due:.2f} s after run()",
            **words,
        )

    def _origin(self, checks: Sequence[ObservedCheck]) -> float:
        """Return when the first pass was due; if it came too late, when it came."""
        came = checks[0].started_at
        return self._first if came - self._first <= LATE * self.interval else came

    def _overran(self, check: ObservedCheck) -> bool:
        """Was it still in flight when the next tick came?"""
        return check.ended_at is not None and check.ended_at >= check.started_at + self.interval

    def _due_after(self, check: ObservedCheck) -> float:
        """Return the latest moment at which the next check after this one is due."""
        if self._overran(check):
            assert check.ended_at is not None
            return check.ended_at + self.interval
        return check.started_at + self.interval

    def _is_at_a_tick(self, moment: float) -> bool:
        part = math.fmod(moment - self._first, self.interval) / self.interval
        return min(part, 1 - part) <= LATE
