"""The buttons of the Scheduler, as Python presses them."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

__all__ = ["Controls", "Press"]


class Press:
    """A button. As in the browser, an error is shown in the game and not raised.

    Args:
        act: what the button does.
        show_error: called with what `act` raises.
    """

    def __init__(
        self, act: Callable[[], object], show_error: Callable[[Exception], object]
    ) -> None:
        self._act = act
        self._show_error = show_error

    def click(self) -> None:
        """Press it."""
        try:
            self._act()
        except Exception as error:
            self._show_error(error)


class Controls(NamedTuple):
    """The buttons.

    Attributes:
        steps: the next lines of the threads, by their names; also of those that the code starts.
        undo, reset, play, show, back, prove: the others.
    """

    steps: Mapping[str, Press]
    undo: Press
    reset: Press
    play: Press
    show: Press
    back: Press
    prove: Press
