"""The watch over a checker: one story for all who show it, so that they agree."""

import threading
from collections.abc import Callable

from checker_lab.core.events import Event
from checker_lab.tasks.checker import AsyncChecker
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.view import Picture, Story
from checker_lab.view.picture import Page

__all__ = ["Watch", "watch"]

Checker = ThreadedChecker | AsyncChecker

Wake = Callable[[], None]

_lock = threading.Lock()
_watches: dict[int, "Watch"] = {}


class Watch:
    """Listens to one checker until the last who joined it has left.

    Who shows nothing for a while stays in it, and finds the whole story when it shows it again.
    """

    def __init__(self, checker: Checker) -> None:
        self.checker = checker
        self.members = 0
        self._story = Story()
        # Never changed, only replaced: the owner of the checks may be on its way through it.
        self._wakes: tuple[Wake, ...] = ()
        self._forget = checker.listen(self._hear)

    def picture(self, page: Page) -> Picture:
        """What to show now."""
        return self._story.picture(self.checker.snapshot(), page)

    def tell(self, wake: Wake) -> None:
        """Call `wake`, by any thread, when there is news. It must not wait, and must not raise."""
        with _lock:
            self._wakes = (*self._wakes, wake)

    def spare(self, wake: Wake) -> None:
        """Call this one no more."""
        with _lock:
            self._wakes = tuple(each for each in self._wakes if each != wake)

    def leave(self) -> None:
        """What each who joined does once; the last who leaves ends the watch."""
        with _lock:
            self.members -= 1
            if not self.members:
                self._forget()
                del _watches[id(self.checker)]

    def _hear(self, event: Event) -> None:
        self._story.hear(event)
        for wake in self._wakes:
            wake()


def watch(checker: Checker) -> Watch:
    """Join the watch over this checker: the one that there is, or a new one."""
    with _lock:
        found = _watches.get(id(checker))
        if found is None:
            found = _watches[id(checker)] = Watch(checker)
        found.members += 1
        return found
