"""What to try after an error."""

from typing import Any

import pytest

from checker_lab.grading.child.advice import advice_for, is_known, without_self
from checker_lab.grading.child.places import Places


class Mine:
    def __init__(self) -> None:
        self.interval = 1

    def add(item: Any) -> None: ...  # noqa: N805

    def run(this: Any, *more: Any) -> None: ...  # noqa: N805

    def stop() -> None: ...  # type: ignore[misc]


def error_of(source: str, **names: Any) -> BaseException:
    try:
        exec(source, names)
    except BaseException as error:
        return error
    raise AssertionError("it raised nothing")


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        ("raise NotImplementedError", "not written yet"),
        ("queue.Queue()", "Add `import queue`"),
        ("mine.intreval", "Did you mean 'interval'?"),
        ("mine.owner", "Nothing has set self.owner"),
        ("mine.interval = None\nmine.interval.join()", "is None here"),
        ("prnt(1)", "Did you mean 'print'?"),
        ("for key in (found := {1: 1}): found[2] = 2", "loop over a copy"),
        ("def f():\n    n += 1\nf()", "`self.n`"),
        ("1 / 0", ""),
    ],
)
def test_common_errors(source: str, advice: str) -> None:
    error = error_of(source, mine=Mine())
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    frame = None if trace is None else trace.tb_frame
    said = str(advice_for(error, frame, Mine, Places([__file__])))
    assert advice in said
    assert bool(said) == bool(advice)


def test_a_method_without_self() -> None:
    assert without_self(Mine.add)
    assert without_self(Mine.stop)
    assert not without_self(Mine.run)
    assert not without_self(len)


def test_an_error_that_has_one_cause() -> None:
    assert is_known(RuntimeError("dictionary changed size during iteration"))
    assert not is_known(RuntimeError("no"))


class Removing:
    def __init__(self) -> None:
        self.thread = self.loop = None

    def stop(self) -> None:
        del self.thread


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        ("it.stop()\nit.thread", "Has `del self.thread` removed it?"),
        ("vars(it).clear()\nit.loop", "__init__() sets self.loop"),
        ("it.owner", "Nothing has set self.owner"),
        ("import threading\nthreading.Thread().kill()", "No call ends a thread"),
        ("raise RuntimeError('cannot schedule new futures after shutdown')", "shut down by then"),
    ],
)
def test_what_has_gone(source: str, advice: str) -> None:
    error = error_of(source, it=Removing())
    assert advice in str(advice_for(error, None, Removing, Places([__file__])))
