"""A cell that calls answer() folds what it shows, in a real IPython."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from checker_lab.lessons import answer
from checker_lab.lessons.answers import Fold

FIRST = "answer()\n"


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """IPython, in which `answer` is known; it does not take over the tests' own shell."""
    made: Any = InteractiveShell()  # type: ignore[no-untyped-call]
    monkeypatch.setattr("IPython.get_ipython", lambda: made)
    # display() asks for the only instance.
    monkeypatch.setattr(InteractiveShell, "_instance", made)
    made.user_ns["answer"] = answer
    yield made
    made.history_manager.end_session()


@pytest.fixture
def published(shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Everything that was displayed."""
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(shell.display_pub, "publish", lambda data, *_, **__: shown.append(data))
    return shown


def run(shell: InteractiveShell, cell: str) -> Any:
    return shell.run_cell(cell, store_history=True)  # type: ignore[no-untyped-call]


def test_it_folds_what_is_printed_and_the_last_value(
    shell: InteractiveShell,
    published: list[dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(shell, f"{FIRST}import sys\nprint('one')\nprint('two', file=sys.stderr)\n{{'a': 3}}")
    (shown,) = published
    assert shown["text/plain"] == "one\ntwo\n{'a': 3}"
    assert "<details" in shown["text/html"]
    assert "{&#x27;a&#x27;: 3}" in shown["text/html"]
    assert capsys.readouterr() == ("", "")


def test_the_last_value_is_known_to_the_next_cell(
    shell: InteractiveShell, published: list[dict[str, Any]]
) -> None:
    assert run(shell, f"{FIRST}6 * 7").result == 42
    run(shell, f"{FIRST}_ + 1")
    run(shell, f"{FIRST}_ + 1;")
    assert [shown["text/plain"] for shown in published] == ["42", "43"]


def test_it_folds_what_is_displayed_and_what_a_thread_prints(
    shell: InteractiveShell, published: list[dict[str, Any]]
) -> None:
    run(
        shell,
        f"{FIRST}import threading\nfrom IPython.display import HTML, display\n"
        "thread = threading.Thread(target=print, args=['from a thread'])\n"
        "thread.start()\nthread.join()\ndisplay(HTML('<b>bold</b>'))",
    )
    (shown,) = published
    assert "from a thread" in shown["text/html"]
    assert "<b>bold</b>" in shown["text/html"]


def test_it_works_with_a_top_level_await(
    shell: InteractiveShell, published: list[dict[str, Any]]
) -> None:
    run(shell, f"{FIRST}import asyncio\nprint('one')\nawait asyncio.sleep(0, 'two')")
    (shown,) = published
    assert shown["text/plain"] == "one\n'two'"


def test_a_cell_that_shows_nothing_has_no_fold(
    shell: InteractiveShell, published: list[dict[str, Any]]
) -> None:
    run(shell, f"{FIRST}x = 1")
    assert published == []


def test_a_second_call_changes_nothing(
    shell: InteractiveShell, published: list[dict[str, Any]]
) -> None:
    run(shell, f"{FIRST}{FIRST}print('once')")
    (shown,) = published
    assert shown["text/html"].count("<details") == 1


def test_an_error_and_what_came_before_it_are_not_folded(
    shell: InteractiveShell,
    published: list[dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(shell, f"{FIRST}print('before')\n1 / 0")
    printed = capsys.readouterr().out
    assert printed.index("before") < printed.index("ZeroDivisionError")
    assert published == []


def test_an_error_while_the_last_value_is_shown_is_not_folded(
    shell: InteractiveShell,
    published: list[dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(
        shell,
        f"{FIRST}class Bad:\n    def _repr_html_(self):\n        raise ValueError('no picture')\n"
        "    def __repr__(self):\n        return 'bad'\nprint('before')\nBad()",
    )
    printed = capsys.readouterr().out
    assert printed.index("before") < printed.index("no picture")
    assert published == [{"text/plain": "bad"}]


def test_a_cell_after_it_is_as_before(
    shell: InteractiveShell,
    published: list[dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    streams, publish = (sys.stdout, sys.stderr), shell.display_pub.publish
    for cell in ("print('folded')", "1 / 0", "x = 1"):
        run(shell, FIRST + cell)
        assert (sys.stdout, sys.stderr) == streams
        assert shell.display_pub.publish == publish
    capsys.readouterr()
    run(shell, "print('open')\n5")
    assert "open" in capsys.readouterr().out
    assert len(published) == 1


def test_a_living_widget_is_not_folded(
    shell: InteractiveShell, published: list[dict[str, Any]]
) -> None:
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "W"}
    shell.user_ns["widget"] = widget
    run(
        shell,
        f"{FIRST}print('text')\nfrom IPython.display import display\ndisplay(widget, raw=True)",
    )
    assert [shown["text/plain"] for shown in published] == ["W", "text"]


def test_what_is_updated_later_is_not_folded(
    shell: InteractiveShell, published: list[dict[str, Any]]
) -> None:
    run(
        shell,
        f"{FIRST}from IPython.display import display\n"
        "handle = display('first', display_id='here')\nhandle.update('second')",
    )
    assert [shown["text/plain"] for shown in published] == ["'first'", "'second'"]


def test_a_thread_that_outlives_the_cell_prints_to_the_real_stream(
    shell: InteractiveShell,
    published: list[dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(shell, f"{FIRST}import sys\nheld = sys.stdout\nprint('in time')")
    print("late", file=shell.user_ns["held"])
    assert capsys.readouterr().out == "late\n"
    assert published[0]["text/plain"] == "in time"


def test_an_interrupted_cell_shows_everything(
    shell: InteractiveShell,
    published: list[dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    Fold(shell).begin()
    print("before")
    shell.events.trigger("post_run_cell", None)
    assert capsys.readouterr().out == "before\n"
    assert published == []


def test_outside_ipython_it_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    answer()
    print("seen")
    assert capsys.readouterr().out == "seen\n"
