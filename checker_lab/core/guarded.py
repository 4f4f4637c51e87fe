"""A value and the lock that guards it: you cannot reach the value without the lock."""

import threading
from typing import Generic, TypeVar

__all__ = ["Guarded"]

T = TypeVar("T")


class Guarded(Generic[T]):
    """A value that only a thread that holds `lock` can reach. Rust: `Mutex<T>`.

    Take the lock with `with guarded.lock:`. This class deliberately has no `__enter__()`: a Ctrl-C
    between its `acquire()` and its `return` would leave the lock held.
    """

    def __init__(self, value: T) -> None:
        self.lock = threading.RLock()
        # Nothing ever waits for it: it is a public way to ask whether this thread holds the lock.
        self._asked = threading.Condition(self.lock)
        self._value = value

    @property
    def value(self) -> T:
        """The value; the calling thread must hold the lock.

        Raises:
            RuntimeError: it does not hold the lock.
        """
        try:
            self._asked.notify(0)
        except RuntimeError:
            raise RuntimeError("take the lock first: another thread may change this") from None
        return self._value
