"""The shared history: all views of one checker use one `History`, so they agree."""

import threading
from collections.abc import Callable

from checker_lab.core.events import Event
from checker_lab.view import History, Page, ViewState
from checker_lab.widgets.adapters import Checker

__all__ = ["SharedHistory", "join_history"]

Wake = Callable[[], None]

# Guards the dictionary and the fields of every shared history.
_lock = threading.Lock()
_histories: dict[int, "SharedHistory"] = {}


class SharedHistory:
    """Listens to one checker until the last view has left.

    Hidden views stay subscribed, so a view that is shown again has the whole history.
    """

    def __init__(self, checker: Checker) -> None:
        self.checker = checker
        self.views = 0
        self._history = History()
        # Replaced, never changed: the owner of the checks may be iterating over it.
        self._wakes: tuple[Wake, ...] = ()
        self._unsubscribe = checker.listen(self._hear)

    def state(self, page: Page) -> ViewState:
        """What to show now."""
        return self._history.state(self.checker.snapshot(), page)

    def add_wake(self, wake: Wake) -> None:
        """Call `wake` after each event, in the owner of the checks: it must not wait or raise."""
        with _lock:
            self._wakes = (*self._wakes, wake)

    def remove_wake(self, wake: Wake) -> None:
        """Undo `add_wake()`."""
        with _lock:
            self._wakes = tuple(each for each in self._wakes if each != wake)

    def leave(self) -> None:
        """Leave it; each view does so once. The last one unsubscribes from the checker."""
        with _lock:
            self.views -= 1
            if not self.views:
                self._unsubscribe()
                del _histories[id(self.checker)]

    def _hear(self, event: Event) -> None:
        self._history.hear(event)
        for wake in self._wakes:
            wake()


def join_history(checker: Checker) -> SharedHistory:
    """Join the shared history of this checker, which starts with its first view."""
    with _lock:
        found = _histories.get(id(checker))
        if found is None:
            found = _histories[id(checker)] = SharedHistory(checker)
        found.views += 1
        return found
