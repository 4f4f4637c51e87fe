"""What notebooks show: source code, three columns, and the threads and tasks that run."""

import ast
import asyncio
import inspect
import re
import threading
from html import unescape
from typing import Any

import pytest

import checker_lab
from checker_lab import AsyncChecker, Context, NaiveChecker, ThreadedChecker
from checker_lab.lessons import (
    display,
    our_tasks,
    our_threads,
    show,
    show_difference,
    side_by_side,
)
from checker_lab.testing import (
    HANG,
    AsyncScripted,
    EventLog,
    Scripted,
    wait_until,
    wait_until_async,
)
from checker_lab.threads import channel, timeouts


def documented() -> str:
    """A docstring
    of two lines.
    """

    return "kept"


class Documented:
    """Only this."""

    def method(self) -> str:
        """Of the method."""
        return "a \\n is kept"  # this stays


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Everything that was displayed."""
    shown: list[Any] = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    return shown


def test_show_prints_a_method_under_its_file_without_indentation(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show(Context.with_cancel)
    head, *lines = capsys.readouterr().out.splitlines()
    assert head == "# checker_lab/core/context.py"
    assert lines[0] == 'def with_cancel(self) -> "Context":'
    assert '"""' in lines[1]
    assert lines[2] == "    return Context(self, clock=self._clock)"


def test_show_can_leave_docstrings_out(capsys: pytest.CaptureFixture[str]) -> None:
    show(documented, Documented, docstrings=False)
    assert capsys.readouterr().out == (
        "# tests/lessons/test_display.py\n"
        "def documented() -> str:\n"
        '    return "kept"\n'
        "\n"
        "# tests/lessons/test_display.py\n"
        "class Documented:\n"
        "    def method(self) -> str:\n"
        '        return "a \\\\n is kept"  # this stays\n'
    )


def test_show_leaves_out_only_comments_for_tools(capsys: pytest.CaptureFixture[str]) -> None:
    show(NaiveChecker.add)
    shown = capsys.readouterr().out
    assert "noqa" in inspect.getsource(NaiveChecker.add)
    assert shown.endswith("    self.items = items + [item]\n")


@pytest.mark.parametrize("module", [channel, timeouts, display])
def test_a_module_is_the_same_program_without_its_docstrings(
    module: object, capsys: pytest.CaptureFixture[str]
) -> None:
    show(module, docstrings=False)
    shown = ast.parse(capsys.readouterr().out)
    assert not any(_docstring(node) for node in ast.walk(shown))
    assert len(list(ast.walk(shown))) > 100


def _docstring(node: ast.AST) -> str | None:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return ast.get_docstring(node)
    return None


def test_a_docstring_that_is_the_whole_body_stays(capsys: pytest.CaptureFixture[str]) -> None:
    show(checker_lab.ChannelClosedError, Context.done, docstrings=False)
    shown = capsys.readouterr().out
    assert 'class ChannelClosedError(CheckerError):\n    """' in shown
    assert "@property\ndef done(self) -> bool:\n    return" in shown


@pytest.mark.parametrize("thing", [len, 5, "text", object()])
def test_show_says_what_it_accepts(thing: object) -> None:
    with pytest.raises(TypeError, match="give a function, a method, a property"):
        show(thing)


def test_three_columns_stand_side_by_side(displayed: list[Any]) -> None:
    side_by_side(go="ch <- item", threads=Context.with_cancel, asyncio=("a", documented))
    (shown,) = displayed
    assert re.findall(r'<section aria-label="(.*?)"', shown._repr_html_()) == [
        "Go",
        "Python, threads",
        "Python, asyncio",
    ]
    assert repr(shown).split("\n\n") == [
        "Go:\n    ch <- item",
        'Python, threads:\n    def with_cancel(self) -> "Context":\n'
        "        return Context(self, clock=self._clock)",
        "Python, asyncio:\n    a",
        '    def documented() -> str:\n        return "kept"',
    ]


def test_the_columns_dedent_and_escape(displayed: list[Any]) -> None:
    side_by_side(go="\n    if a {\n        b\n    }\n", threads="</pre><script>", asyncio="")
    (shown,) = displayed
    assert repr(shown).startswith("Go:\n    if a {\n        b\n    }\n\n")
    assert "<script" not in shown._repr_html_()


def test_what_differs_is_marked_in_both_languages_of_python(displayed: list[Any]) -> None:
    side_by_side(go="same", threads="one()", asyncio="await one()")
    html = displayed[0]._repr_html_()
    assert html.count("border-bottom: 2px solid") == 1
    assert "what differs" in html


def test_show_has_the_same_text_as_html_and_as_text(displayed: list[Any]) -> None:
    show(documented)
    (shown,) = displayed
    text = re.sub(r"<style>.*?</style>|<[^>]*>", "", shown._repr_html_(), flags=re.DOTALL)
    assert unescape(text) == f"{shown!r}\n"


def test_our_threads_are_those_that_are_alive() -> None:
    item = Scripted("hung", HANG)
    wait_until(lambda: our_threads() == [])
    checker = ThreadedChecker([item], on_event=EventLog())
    checker.run()
    wait_until(lambda: item.started)
    assert our_threads() == ["checker_lab owner", "checker_lab worker"]
    assert "MainThread" in [thread.name for thread in threading.enumerate()]
    checker.stop()
    assert our_threads() == ["checker_lab worker"]
    item.release()
    wait_until(lambda: our_threads() == [])


def test_our_tasks_are_those_that_are_alive() -> None:
    async def look() -> None:
        item = AsyncScripted("slow", asyncio.Event().wait)
        checker = AsyncChecker([item], on_event=EventLog())
        assert our_tasks() == []
        checker.run()
        await wait_until_async(lambda: item.started)
        assert our_tasks() == ["TaskCrew._work_on", "TaskOwner._live"]
        await checker.stop()
        assert our_tasks() == []
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(look())


def test_our_tasks_needs_an_event_loop() -> None:
    with pytest.raises(RuntimeError, match="no running event loop"):
        our_tasks()


def in_threads(mailbox: Any) -> None:
    """A docstring that is left out."""
    mailbox.wait(None)
    mailbox.drain()


async def in_tasks(mailbox: Any) -> None:
    await mailbox.wait(None)
    mailbox.drain()


def test_the_difference_marks_the_lines_of_each_side(capsys: pytest.CaptureFixture[str]) -> None:
    show_difference(in_threads, in_tasks)
    assert capsys.readouterr().out.splitlines() == [
        "- def in_threads(mailbox: Any) -> None:",
        "+ async def in_tasks(mailbox: Any) -> None:",
        "-     mailbox.wait(None)",
        "+     await mailbox.wait(None)",
        "      mailbox.drain()",
    ]
