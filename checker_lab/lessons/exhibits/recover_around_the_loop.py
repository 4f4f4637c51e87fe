"""One panic stops all further checks."""

from collections.abc import Sequence

from checker_lab.core.health import Checkable
from checker_lab.lessons.exhibits.exhibit import ContractExhibit, Wild, expect
from checker_lab.testing import Scripted

__all__ = ["EXHIBIT", "Broken", "Fixed"]


class Broken:
    """A checker that checks its items one after another.

    Bug: the `try` is around the loop. The first panic ends it: the other items are never checked,
    later passes never run, and the program goes on as if nothing was wrong. In the wild:
    sourcegraph/sourcegraph-public-snapshot#56427.
    """

    def __init__(self, items: Sequence[Checkable]) -> None:
        self.items = items
        self.outcomes: list[str] = []

    def run_passes(self, passes: int) -> None:
        try:
            for _ in range(passes):
                for item in self.items:
                    self._check(item)
        except Exception as error:
            self.outcomes.append(f"panic: {error}")

    def _check(self, item: Checkable) -> None:
        self.outcomes.append(f"{item.id}: {'pass' if item.health() else 'fail'}")


class Fixed(Broken):
    """The same, fixed.

    Fix: the `try` is around each check.
    """

    def _check(self, item: Checkable) -> None:
        try:
            super()._check(item)
        except Exception as error:
            self.outcomes.append(f"panic: {error}")


def all_is_checked_in_every_pass(code: type[Broken]) -> None:
    """One item panics in each of two passes, and the other is healthy."""
    checker = code([Scripted("bad", ValueError("no such host")), Scripted("good")])
    checker.run_passes(2)
    wanted = ["panic: no such host", "good: pass"] * 2
    expect(checker.outcomes == wanted, "two passes gave {0}", checker.outcomes)


EXHIBIT = ContractExhibit(
    name="recover_around_the_loop",
    english_title="The recovery around the loop",
    broken=Broken,
    fixed=Fixed,
    places=(
        Wild(
            "sourcegraph/sourcegraph-public-snapshot",
            "#56427",
            "A periodic goroutine whose handler panicked once was never called again, without any "
            "log.",
        ),
    ),
    contract=all_is_checked_in_every_pass,
)
