"""The learners' files are complete, say what they are, and can be loaded."""

import importlib.util
import inspect
import threading
from collections import Counter

import pytest

from checker_lab.lessons.exhibits import EXHIBITS
from tests.learners import REQUIREMENTS, Kind, Learner, Task, learners

LEARNERS = learners()
CORRECT = [learner for learner in LEARNERS if learner.correct]
BROKEN = [learner for learner in LEARNERS if not learner.correct]

KINDS: tuple[Kind, ...] = ("threads", "asyncio")
TASKS: tuple[Task, ...] = ("checker", "timeout")

MUSEUM = {
    "lost_update": ("threads_lost_update", "asyncio_writes_back_the_old_list"),
    "dict_changes_size": ("threads_dict_grows_in_the_pass", "asyncio_dict_grows_in_the_pass"),
    "stop_at_the_tick": ("threads_flag_at_the_tick", "asyncio_flag_at_the_tick"),
    "stopped_too_early": ("threads_says_it_too_early", "asyncio_says_it_too_early"),
    "join_of_a_hung_worker": (
        "threads_join_of_a_hung_check",
        "asyncio_stop_waits_for_hung_checks",
    ),
    "send_under_the_lock": ("threads_put_under_the_lock",),
    "stranded_sender": ("timeout_threads_stranded_sender", "timeout_threads_waits_for_thanks"),
    "timeout_that_waits": (
        "timeout_threads_with_pool_waits",
        "timeout_asyncio_waits_after_all",
        "threads_with_pool_waits",
    ),
    "wrong_unit": (
        "timeout_threads_milliseconds",
        "timeout_asyncio_too_early",
        "threads_milliseconds",
        "asyncio_call_later_in_milliseconds",
    ),
    "recover_around_the_loop": (
        "threads_recover_around_the_loop",
        "threads_recover_around_the_owner",
        "asyncio_gather_raises",
    ),
    "growing_queue": ("threads_growing_queue",),
    "swallowed_cancellation": ("asyncio_swallowed_cancellation",),
    "forgotten_task": ("asyncio_nobody_keeps_the_checks",),
    "timeout_cancels_all": ("timeout_asyncio_cancels_all", "asyncio_group_cancels_all"),
}
"""The learners who made a bug of the museum."""

OUT_OF_SCOPE = {
    "two_owners": "the assignment has run() called once, and no requirement is about a second one",
    "append_stdout": "the bug is in a notebook's widget, which no learner is asked to write",
}
"""Bugs of the museum that no requirement can see, and why."""


def of(found: list[Learner], kind: Kind, task: Task) -> list[Learner]:
    return [learner for learner in found if (learner.kind, learner.task) == (kind, task)]


def test_there_are_enough_of_them() -> None:
    checkers = [learner for learner in CORRECT if learner.task == "checker"]
    assert len(checkers) >= 14
    assert len(BROKEN) >= 36


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("task", TASKS)
def test_each_kind_has_its_share(kind: Kind, task: Task) -> None:
    assert len(of(CORRECT, kind, task)) >= (3 if task == "timeout" else 6)
    assert len(of(BROKEN, kind, task)) >= (6 if task == "timeout" else 18)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("task", TASKS)
def test_every_requirement_is_broken_by_somebody(kind: Kind, task: Task) -> None:
    primary = {learner.fails[0] for learner in of(BROKEN, kind, task)}
    assert primary == set(REQUIREMENTS[task])


def test_every_bug_of_the_museum_is_there() -> None:
    names = {exhibit.name for exhibit in EXHIBITS}
    assert names == MUSEUM.keys() | OUT_OF_SCOPE.keys()
    assert not MUSEUM.keys() & OUT_OF_SCOPE.keys()


def test_the_learners_of_the_museum_exist() -> None:
    named = {name for names in MUSEUM.values() for name in names}
    assert named <= {learner.name for learner in BROKEN}


def test_no_two_say_the_same() -> None:
    names = Counter(learner.name for learner in LEARNERS)
    remarks = Counter((learner.kind, learner.task, learner.remark) for learner in LEARNERS)
    assert [name for name, count in (names + remarks).items() if count > 1] == []


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)
def test_its_name_says_its_kind(learner: Learner) -> None:
    prefix = f"timeout_{learner.kind}_" if learner.task == "timeout" else f"{learner.kind}_"
    assert learner.name.startswith(prefix)


# A demo starts something, which is what these learners are about.
WITHOUT_DEMO = [one for one in LEARNERS if "demo" not in one.name]


@pytest.mark.parametrize("learner", WITHOUT_DEMO, ids=lambda learner: learner.name)
def test_it_is_loaded_and_starts_nothing(
    learner: Learner, capsys: pytest.CaptureFixture[str]
) -> None:
    threads = threading.enumerate()
    spec = importlib.util.spec_from_file_location(f"learner_{learner.name}", learner.path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    handed_in = getattr(module, learner.defines)
    if learner.task == "checker":
        handed_in(0.2)
        parameters = ["self", "interval"]
        assert list(inspect.signature(handed_in.__init__).parameters) == parameters
    assert threading.enumerate() == threads
    assert capsys.readouterr() == ("", "")
