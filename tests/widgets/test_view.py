"""The view: it shows what the dashboard shows, and cannot change the checker."""

from collections.abc import Iterator

import pytest

from checker_lab.tasks.checker import AsyncChecker
from checker_lab.testing import wait_until
from checker_lab.view.item_key import key_of
from checker_lab.view.state import ROWS
from checker_lab.view.tree import html_of
from checker_lab.widgets import View
from tests.widgets.clicks import click
from tests.widgets.conftest import Lab


@pytest.fixture
def views() -> Iterator[list[View]]:
    made: list[View] = []
    yield made
    for view in made:
        view.close()


def ids_in(view: View) -> list[str]:
    return [row.item_id for row in view.state.rows]


def html(view: View) -> str:
    return "".join(html_of(tree) for tree in (*view.board.tools, *view.board.rows))


def test_it_shows_what_the_dashboard_shows(lab: Lab, views: list[View]) -> None:
    dashboard = lab.dashboard(lab.item("a"), lab.item("b"))
    view = View(dashboard.checker)
    views.append(view)
    dashboard.run.click()
    wait_until(lambda: view.state.pass_number == 1 and view.state.progress.ended == 2)
    wait_until(lambda: view.state == dashboard.state)
    wait_until(lambda: view.board.log == dashboard.board.log)


def test_it_has_no_controls(lab: Lab, views: list[View]) -> None:
    dashboard = lab.dashboard(lab.item("a"))
    view = View(dashboard.checker)
    views.append(view)
    wait_until(lambda: view.state.rows and dashboard.state.rows)
    assert (html(dashboard).count("<button"), html(dashboard).count("<input")) == (5, 3)
    assert "<button" not in html(view)
    assert "<input" not in html(view)


def test_a_forged_message_removes_nothing(lab: Lab, views: list[View]) -> None:
    view = View(lab.checker(lab.item("a")))
    views.append(view)
    wait_until(lambda: ids_in(view) == ["a"])
    click(view, act="remove", key=key_of("a"))
    click(view, press="Run")
    click(view, form="add", text="http://127.0.0.1:1/")
    view.turn_to(outcomes=[None])
    wait_until(lambda: view.state.outcomes)
    assert list(view.checker.snapshot().items) == ["a"]


def test_a_user_can_turn_its_pages(lab: Lab, views: list[View]) -> None:
    view = View(lab.checker(*[lab.item(str(number)) for number in range(2 * ROWS)]))
    views.append(view)
    click(view, act="page", page=1)
    wait_until(lambda: view.state.page == 1)
    assert ids_in(view)[0] == str(ROWS)


def test_a_view_of_tasks_needs_no_event_loop() -> None:
    view = View(AsyncChecker())
    assert repr(view) == "<View of AsyncChecker>"
    view.close()


def test_it_rejects_what_is_not_a_checker() -> None:
    with pytest.raises(TypeError, match="an AsyncChecker, not 'me'"):
        View("me")  # type: ignore[arg-type]
