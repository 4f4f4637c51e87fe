"""Locks of all checkers are taken around a fork; the hooks are called here without one."""

import threading
from typing import cast

import pytest

from checker_lab.core import forks


class Checker:
    def __init__(self) -> None:
        self._lock = threading.RLock()
        self.renewed = 0

    def _renew_mailbox(self) -> None:
        self.renewed += 1


@pytest.fixture
def checker(monkeypatch: pytest.MonkeyPatch) -> Checker:
    """The only one that a fork knows of."""
    made = Checker()
    monkeypatch.setattr(forks, "_checkers", {made})
    return made


def is_held(checker: Checker) -> bool:
    """Does a thread hold its lock, from the view of another?"""
    free: list[bool] = []

    def take() -> None:
        free.append(checker._lock.acquire(blocking=False))
        if free[0]:
            checker._lock.release()

    thread = threading.Thread(target=take)
    thread.start()
    thread.join()
    return not free[0]


def test_a_fork_holds_the_lock_and_the_parent_goes_on(checker: Checker) -> None:
    forks._before()
    assert is_held(checker)
    forks._in_parent()
    assert not is_held(checker)
    assert checker.renewed == 0


def test_the_child_gets_new_mailboxes(checker: Checker) -> None:
    forks._before()
    forks._in_child()
    assert not is_held(checker)
    assert checker.renewed == 1


def test_a_checker_that_never_lets_go_does_not_hold_up_a_fork(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forks, "LONGEST_WAIT", 0.01)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with checker._lock:
            held.set()
            done.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    forks._before()
    assert forks._held == []
    forks._in_child()
    done.set()
    thread.join()
    assert checker.renewed == 0


def test_a_checker_that_is_gone_is_forgotten() -> None:
    checker = Checker()
    forks.survive_forks(cast("forks._Checker", checker))
    assert checker in forks._checkers
    del checker
    assert all(not isinstance(each, Checker) for each in forks._checkers)
