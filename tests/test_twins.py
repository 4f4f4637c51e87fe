"""Twins are held together: same public names, same order, same parameters."""

import inspect
from typing import Any

import pytest

from checker_lab import AsyncChecker, AsyncNaiveChecker, NaiveChecker, ThreadedChecker
from checker_lab.core.base import BaseChecker
from checker_lab.metric_client import AsyncGoMetricClient, GoMetricClient
from checker_lab.tasks.mailbox import AsyncMailbox
from checker_lab.tasks.owner import TaskOwner
from checker_lab.testing import AsyncScripted, Scripted
from checker_lab.threads.channel import Channel
from checker_lab.threads.owner import ThreadOwner

TWINS = [
    (ThreadedChecker, AsyncChecker),
    (NaiveChecker, AsyncNaiveChecker),
    (GoMetricClient, AsyncGoMetricClient),
    (Scripted, AsyncScripted),
]
SAME_IN_TASKS = {"__aenter__": "__enter__", "__aexit__": "__exit__"}
OTHER_NUMBERS = {"max_concurrent"}


def public(cls: type) -> list[str]:
    names = [SAME_IN_TASKS.get(name, name) for name in vars(cls)]
    wanted = {"__init__", "__str__", "__enter__", "__exit__"}
    return [name for name in names if name in wanted or not name.startswith("_")]


def parameters(cls: type, name: str) -> list[tuple[str, Any, Any]]:
    names = {twin: own for own, twin in SAME_IN_TASKS.items()}
    member = vars(cls).get(name) or vars(cls)[names[name]]
    if not inspect.isfunction(member):
        return []
    return [
        (each.name, each.kind, None if each.name in OTHER_NUMBERS else each.default)
        for each in inspect.signature(member).parameters.values()
    ]


@pytest.mark.parametrize(("threads", "tasks"), TWINS)
def test_twins_have_the_same_public_names_in_the_same_order(threads: type, tasks: type) -> None:
    assert public(threads)
    assert public(threads) == public(tasks)


@pytest.mark.parametrize(("threads", "tasks"), TWINS)
def test_twins_have_the_same_parameters(threads: type, tasks: type) -> None:
    for name in public(threads):
        assert parameters(threads, name) == parameters(tasks, name), name


def test_the_naive_checkers_have_the_methods_of_the_others_in_their_order() -> None:
    methods = public(ThreadedChecker)
    assert [name for name in public(NaiveChecker) if name in methods] == [
        name for name in methods if name in public(NaiveChecker)
    ]
    assert set(methods) == set(public(NaiveChecker))


IN_BASE = {"listen", "interval", "timeout", "_repr_html_"}


@pytest.mark.parametrize("checker", TWINS[0])
def test_the_checkers_are_watched_in_one_way(checker: Any) -> None:
    assert issubclass(checker, BaseChecker)
    assert vars(BaseChecker).keys() >= IN_BASE
    assert not IN_BASE & vars(checker).keys(), "one of the twins has a way of its own"
    needed = {"snapshot", "_post"}
    assert vars(checker).keys() >= needed
    made = checker(interval=3.0, timeout=2.0)
    assert {name for name in BaseChecker.__annotations__ if not hasattr(made, name)} == set()
    assert (made.interval, made.timeout) == (3.0, 2.0)


def test_the_owners_show_the_same_state() -> None:
    shown = {"is_run", "is_ending", "is_over", "is_alive", "report", "forget_context", "bury"}
    for owner in (ThreadOwner, TaskOwner):
        assert shown <= {*vars(owner), *owner.__init__.__code__.co_names}


def test_the_mailbox_of_a_task_has_the_words_of_the_channel() -> None:
    for name in ("send", "drain", "__len__"):
        assert name in vars(Channel)
        assert name in vars(AsyncMailbox)
