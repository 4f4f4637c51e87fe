"""A task handles its cancellation like any other error."""

import asyncio

from checker_lab.lessons.exhibits.exhibit import ScheduleExhibit, Wild

__all__ = ["EXHIBIT", "Broken", "Fixed"]


async def hang() -> None:
    """A service that never answers."""
    await asyncio.Event().wait()


class Broken:
    """A task that checks a service again and again, whatever goes wrong.

    Bug: a cancellation is an exception too, CancelledError. This `except` names it, so the loop
    handles it like a failed check and goes on, and `stop()` waits forever. A bare `except` does
    the same. In the wild: aiogram/aiogram#199.
    """

    def __init__(self) -> None:
        self.errors: list[str] = []
        self._task: asyncio.Task[None] | None = None

    def run(self) -> None:
        self._task = asyncio.create_task(self._check_forever(), name="checks")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def _check_forever(self) -> None:
        while True:
            try:
                await hang()
            except (Exception, asyncio.CancelledError) as error:
                self.errors.append(type(error).__name__)


class Fixed(Broken):
    """The same, fixed.

    Fix: `except Exception`, which does not catch CancelledError: it is a BaseException.
    """

    async def _check_forever(self) -> None:
        while True:
            try:
                await hang()
            except Exception as error:
                self.errors.append(type(error).__name__)


async def running(code: type[Broken]) -> Broken:
    checker = code()
    checker.run()
    return checker


async def stop(checker: Broken) -> None:
    await checker.stop()


def no_error_is_kept(checker: Broken) -> bool:
    return checker.errors == []


EXHIBIT = ScheduleExhibit(
    name="swallowed_cancellation",
    english_title="The swallowed cancellation",
    broken=Broken,
    fixed=Fixed,
    places=(
        Wild(
            "aiogram/aiogram",
            "#199",
            "A bare `except` in the polling loop caught the CancelledError: the task could not be "
            "cancelled.",
        ),
    ),
    setup=running,
    threads={"A": stop},
    invariant=no_error_is_kept,
)
