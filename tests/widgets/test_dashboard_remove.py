"""Remove in the dashboard: by the button in a row, and from Python."""

import json

import pytest

from checker_lab.core.results import Outcome
from checker_lab.testing import wait_until
from checker_lab.view.item_key import key_of
from tests.widgets.clicks import click, click_remove, outcomes, run_a_pass
from tests.widgets.conftest import Lab
from tests.widgets.programs import EVIL


def test_the_button_in_a_row_removes_its_item(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"), lab.item("db"))
    click_remove(dashboard, "api")
    wait_until(lambda: dashboard.message.text == "removed api")
    wait_until(lambda: list(outcomes(dashboard)) == ["db"])


def test_python_removes_an_item(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"), lab.item("db"))
    dashboard.remove("db")
    wait_until(lambda: list(outcomes(dashboard)) == ["api"])
    dashboard.remove("apo")
    wait_until(lambda: dashboard.message.text == "'apo' has been removed already")
    assert dashboard.message.wrong


def test_a_row_that_is_gone_shows_an_error_and_removes_nothing_else(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"), lab.item("'api'"))
    dashboard.checker.remove("api")
    wait_until(lambda: list(outcomes(dashboard)) == ["'api'"])
    click_remove(dashboard, "api")
    wait_until(lambda: dashboard.message.text == "'api' has been removed already")
    assert list(dashboard.checker.snapshot().items) == ["'api'"]


def test_a_click_on_a_row_that_has_left_the_page_still_removes_its_item(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"), lab.item("db", "fail"))
    run_a_pass(dashboard)
    dashboard.turn_to(outcomes=[Outcome.FAIL])
    wait_until(lambda: list(outcomes(dashboard)) == ["db"])
    click_remove(dashboard, "api")
    wait_until(lambda: dashboard.message.text == "removed api")
    assert list(dashboard.checker.snapshot().items) == ["db"]


def test_remove_and_stop_take_no_snapshot(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A snapshot copies every item: only a paint may take one."""
    dashboard = lab.dashboard(lab.item("api"), lab.item("db"))
    run_a_pass(dashboard)
    last = dashboard.state
    monkeypatch.setattr(dashboard._history, "state", lambda page: last)
    snapshots: list[str] = []
    monkeypatch.setattr(dashboard.checker, "snapshot", lambda: snapshots.append("taken"))

    click_remove(dashboard, "api")
    wait_until(lambda: dashboard.message.text == "removed api")
    click_remove(dashboard, "never there")
    wait_until(lambda: "removed already" in dashboard.message.text)
    dashboard.stop.click()
    wait_until(lambda: not dashboard.checker.running)
    dashboard.stop.click()
    wait_until(lambda: "nothing to stop" in dashboard.message.text)
    assert snapshots == []


@pytest.mark.parametrize(
    "item_id",
    [" api ", EVIL, "a\ud800\udc80\n\x00\x1b", "x" * 1_000_000],
    ids=["spaces", "html", "unprintable", "long"],
)
def test_it_shows_and_removes_an_item_whatever_its_id(lab: Lab, item_id: str) -> None:
    dashboard = lab.dashboard(lab.item(item_id, "fail"), lab.item("b"))
    run_a_pass(dashboard)
    json.dumps(dashboard.board.get_state(), ensure_ascii=False).encode("utf-8")
    click(dashboard, act="remove", key=key_of(item_id))
    wait_until(lambda: list(outcomes(dashboard)) == ["b"])
    wait_until(lambda: dashboard.message.text.startswith("removed "))
    dashboard.message.text.encode("utf-8")
