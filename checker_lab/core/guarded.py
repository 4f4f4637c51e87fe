"""A value and the lock that guards it: without the lock, nothing of the value is reached."""

import threading
from typing import Generic, TypeVar

__all__ = ["Guarded"]

T = TypeVar("T")


class Guarded(Generic[T]):
    """A value that only the thread that holds `lock` can reach. Rust: `Mutex<T>`.

    Take the lock by `with guarded.lock:`. This class has no `with` of its own on purpose: a Ctrl-C
    between the `acquire()` in a Python function and its `return` would leave the lock held.
    """

    def __init__(self, value: T) -> None:
        self.lock = threading.RLock()
        # Nothing waits for it: it is the public way to ask whether this thread holds the lock.
        self._asked = threading.Condition(self.lock)
        self._value = value

    @property
    def value(self) -> T:
        """The value, while the calling thread holds the lock.

        Raises:
            RuntimeError: the calling thread does not hold it.
        """
        try:
            self._asked.notify(0)
        except RuntimeError:
            raise RuntimeError("take the lock first: another thread may change this") from None
        return self._value
