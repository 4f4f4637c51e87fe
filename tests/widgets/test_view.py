"""The view: what the dashboard shows, and nothing that changes the checker."""

from collections.abc import Iterator
from typing import Any

import pytest
from ipywidgets import Button, Widget

from checker_lab.testing import wait_until
from checker_lab.view.picture import ROWS
from checker_lab.widgets import View
from checker_lab.widgets.drawing import key_of
from checker_lab.widgets.field import Field
from tests.widgets.conftest import Lab


@pytest.fixture
def views() -> Iterator[list[View]]:
    made: list[View] = []
    yield made
    for view in made:
        view.close()


def shown_by(view: View) -> list[str]:
    return [row.item_id for row in view.picture.rows]


def click(view: View, **sent: object) -> None:
    view.board._handle_custom_msg(sent, [])


def parts(widget: Any) -> list[Widget]:
    return [widget, *(part for child in getattr(widget, "children", ()) for part in parts(child))]


def controls(view: View) -> list[Widget]:
    return [part for part in parts(view.widget) if isinstance(part, Button | Field)]


def test_it_shows_what_the_dashboard_shows(lab: Lab, views: list[View]) -> None:
    dashboard = lab.dashboard(lab.item("a"), lab.item("b"))
    view = View(dashboard.checker)
    views.append(view)
    dashboard.run.click()
    wait_until(lambda: view.picture.pass_number == 1 and view.picture.progress.ended == 2)
    wait_until(lambda: view.picture == dashboard.picture)
    assert view.board.rows == dashboard.board.rows


def test_it_has_no_controls(lab: Lab, views: list[View]) -> None:
    dashboard = lab.dashboard(lab.item("a"))
    view = View(dashboard.checker)
    views.append(view)
    assert len(controls(dashboard)) == 9
    assert not controls(view)
    assert (dashboard.board.may_remove, view.board.may_remove) == (True, False)


def test_a_message_made_by_hand_removes_nothing(lab: Lab, views: list[View]) -> None:
    view = View(lab.checker(lab.item("a")))
    views.append(view)
    wait_until(lambda: shown_by(view) == ["a"])
    click(view, act="remove", key=key_of("a"))
    view.board.set_state({"may_remove": True})
    click(view, act="remove", key=key_of("a"))
    view.turn_to(only_unwell=True)
    wait_until(lambda: view.picture.only_unwell)
    assert list(view.checker.snapshot().items) == ["a"]


def test_its_pages_turn(lab: Lab, views: list[View]) -> None:
    view = View(lab.checker(*[lab.item(str(number)) for number in range(2 * ROWS)]))
    views.append(view)
    click(view, act="page", page=1)
    wait_until(lambda: view.picture.page == 1)
    assert shown_by(view)[0] == str(ROWS)


def test_a_view_of_tasks_needs_no_loop() -> None:
    from checker_lab import AsyncChecker

    view = View(AsyncChecker())
    assert repr(view) == "<View of AsyncChecker>"
    view.close()


def test_what_is_no_checker_is_refused() -> None:
    with pytest.raises(TypeError, match=r"View is of .* not 'me'"):
        View("me")  # type: ignore[arg-type]
