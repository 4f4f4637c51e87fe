"""A call of the learner's code in another thread, so that the probe need not wait."""

from dataclasses import dataclass
from typing import Any

from checker_lab.grading.child.clock import now
from checker_lab.grading.child.error_text import error_line
from checker_lab.grading.sentences import NOTHING, Sentence, say

__all__ = ["TimedCall"]


@dataclass(slots=True, eq=False)
class TimedCall:
    """One call of a method or function.

    Attributes:
        name: what is called, as people read it: "run()".
        started_at, ended_at: moments of `now()`; `ended_at` is None until the call returns.
        value: what it returned.
        error: what it raised, or None.
        thread: the thread that makes it, or whose event loop does.
        coroutine: what makes it in an event loop, once that has begun.
        may_hang: is it meant to wait? Then a report does not say where it hangs.
    """

    name: Sentence | str
    started_at: float
    ended_at: float | None = None
    value: Any = None
    error: BaseException | None = None
    thread: object = None
    coroutine: object = None
    may_hang: bool = False

    def end(self, value: Any = None, error: BaseException | None = None) -> None:
        """Record that the call returned or raised."""
        self.value = value
        self.error = error
        # Last, since the probe reads the other two once this is set.
        self.ended_at = now()

    @property
    def has_ended(self) -> bool:
        return self.ended_at is not None

    @property
    def seconds(self) -> float:
        """How long it took, or has taken so far."""
        return (now() if self.ended_at is None else self.ended_at) - self.started_at

    @property
    def trouble(self) -> Sentence:
        """What is wrong with how the call ended; empty if nothing is."""
        if self.ended_at is None:
            return say(
                "{name} had not returned after {seconds:.1f} s",
                name=self.name,
                seconds=self.seconds,
            )
        if self.error is None:
            return NOTHING
        return say("{name} raised {error}", name=self.name, error=error_line(self.error))
