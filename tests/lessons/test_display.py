"""What notebooks show: source code, three columns, and the threads and tasks that run."""

import ast
import asyncio
import inspect
import threading
from html.parser import HTMLParser
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


class Cells(HTMLParser):
    """Collects the text of each cell, the attributes of the headers, and all tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.heads: list[dict[str, str | None]] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag in {"td", "th"}:
            self.texts.append("")
        if tag == "th":
            self.heads.append(dict(attributes))

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The HTML of everything displayed."""
    html: list[str] = []
    monkeypatch.setattr("IPython.display.display", lambda shown: html.append(shown.data))
    return html


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


def test_the_table_has_three_columns_with_headers(displayed: list[str]) -> None:
    side_by_side(go="ch <- item", threads=Context.with_cancel, asyncio=("a", documented))
    (html,) = displayed
    cells = Cells(html)
    assert [head["scope"] for head in cells.heads] == ["col"] * 3
    assert cells.texts == [
        "Go",
        "Python, threads",
        "Python, asyncio",
        "ch <- item\n",
        'def with_cancel(self) -> "Context":\n    return Context(self, clock=self._clock)\n',
        'a\n\ndef documented() -> str:\n    return "kept"\n',
    ]


def test_the_table_dedents_and_escapes(displayed: list[str]) -> None:
    hostile = """
        if a < b && c {
            <script>alert("&amp;")</script>
        }
    """
    side_by_side(go=hostile, threads="</pre></td>", asyncio="")
    (html,) = displayed
    cells = Cells(html)
    assert cells.texts[3:] == [
        'if a < b && c {\n    <script>alert("&amp;")</script>\n}\n',
        "</pre></td>\n",
        "",
    ]
    assert "script" not in cells.tags
    assert cells.tags.count("pre") == 3


def test_the_table_scrolls_in_a_box_that_the_keyboard_reaches(displayed: list[str]) -> None:
    side_by_side(go="x" * 1000, threads="", asyncio="")
    (html,) = displayed
    box = html[: html.index(">")]
    assert "overflow-x: auto" in box
    assert 'tabindex="0"' in box
    assert "aria-label" in box


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
