"""Keep checkers usable in the child of a fork.

fork() copies one thread but the state of every lock, including locks that other threads hold. So
take the locks of all checkers before a fork. In the child, replace the locks of their mailboxes.
"""

import os
import threading
import weakref
from typing import Protocol

__all__ = ["survive_forks"]

LONGEST_WAIT = 1.0
"""Seconds that a fork waits for the lock of one checker; then it goes on without it."""


class _Checker(Protocol):
    _lock: threading.RLock

    def _renew_mailbox(self) -> None: ...


# Guards the two variables below.
_guard = threading.Lock()
_checkers: "weakref.WeakSet[_Checker]" = weakref.WeakSet()
_held: list[_Checker] = []


def survive_forks(checker: _Checker) -> None:
    """Keep `checker` usable in the child of a fork, where it is not running."""
    with _guard:
        _checkers.add(checker)


def _before() -> None:
    _guard.acquire()
    _held.extend(each for each in list(_checkers) if each._lock.acquire(timeout=LONGEST_WAIT))


def _in_parent() -> None:
    while _held:
        _held.pop()._lock.release()
    _guard.release()


def _in_child() -> None:
    for checker in _held:
        checker._renew_mailbox()
    _in_parent()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before, after_in_parent=_in_parent, after_in_child=_in_child)
