"""The view over many items and many results: pages, and at most ten messages a second."""

import threading
import time
from itertools import pairwise
from typing import Any

import pytest

from checker_lab.core.events import Event
from checker_lab.core.results import Outcome
from checker_lab.testing import wait_until
from checker_lab.view.state import ROWS
from checker_lab.widgets.painter import PERIOD
from tests.widgets.clicks import board_data, click, click_remove, outcomes, run, run_a_pass
from tests.widgets.conftest import Lab


def test_it_shows_a_thousand_items_page_by_page(lab: Lab) -> None:
    items = [lab.item(f"item {n}", "fail" if n % 100 == 7 else "pass") for n in range(1000)]
    dashboard = lab.dashboard(*items)
    run_a_pass(dashboard)
    assert len(dashboard.state.rows) == ROWS
    assert dashboard.state.pages == 20
    dashboard.turn_to(19)
    wait_until(lambda: dashboard.state.page == 19)
    assert dashboard.state.rows[-1].item_id == "item 999"
    dashboard.turn_to(outcomes=[Outcome.FAIL])
    wait_until(lambda: dashboard.state.outcomes)
    assert set(outcomes(dashboard).values()) == {Outcome.FAIL}
    assert "items 1 to 10 of 10, only FAIL" in board_data(dashboard)


def test_the_buttons_turn_the_page_and_filter(lab: Lab) -> None:
    dashboard = lab.dashboard(*(lab.item(str(number)) for number in range(ROWS + 1)))
    click(dashboard, act="page", page=1)
    wait_until(lambda: list(outcomes(dashboard)) == [str(ROWS)])
    click(dashboard, act="filter", outcome="pending")
    wait_until(lambda: dashboard.state.outcomes == {None} and dashboard.state.page == 0)
    click(dashboard, act="page", page=99)
    wait_until(lambda: dashboard.state.outcomes and dashboard.state.page == 1)
    click(dashboard, act="page", page=-1)
    wait_until(lambda: dashboard.state.outcomes and dashboard.state.page == 0)
    click(dashboard, act="filter", outcome="PASS")
    wait_until(lambda: dashboard.state.outcomes == {None, Outcome.PASS})
    click(dashboard, act="filter", outcome="pending")
    wait_until(lambda: dashboard.state.outcomes == {Outcome.PASS} and not dashboard.state.rows)
    click(dashboard, act="filter", outcome="no such outcome")
    click(dashboard, act="filter", outcome="")
    wait_until(lambda: not dashboard.state.outcomes)


def test_removing_the_last_page_shows_the_one_before(lab: Lab) -> None:
    dashboard = lab.dashboard(*(lab.item(str(number)) for number in range(ROWS + 1)))
    dashboard.turn_to(1)
    wait_until(lambda: list(outcomes(dashboard)) == [str(ROWS)])
    click_remove(dashboard, str(ROWS))
    wait_until(lambda: dashboard.state.pages == 1 and len(dashboard.state.rows) == ROWS)


def test_each_dashboard_turns_its_own_pages(lab: Lab) -> None:
    first = lab.dashboard(*(lab.item(str(number)) for number in range(ROWS + 1)))
    second = lab.another(first.checker)
    second.turn_to(1)
    wait_until(lambda: second.state.page == 1)
    wait_until(lambda: len(first.state.rows) == ROWS)
    assert first.state.page == 0


@pytest.mark.parametrize("page", [-1, 1.5, "1", None, True])
def test_turn_to_rejects_a_wrong_page_immediately(lab: Lab, page: Any) -> None:
    dashboard = lab.dashboard()
    with pytest.raises((ValueError, TypeError), match="page must be"):
        dashboard.turn_to(page)


@pytest.mark.parametrize("period", [PERIOD])
def test_a_storm_of_results_is_ten_messages_a_second(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    dashboard = lab.dashboard(*(lab.item(str(n), True, False) for n in range(60)), interval=0.01)
    wait_until(lambda: dashboard.state.rows)
    moments: list[float] = []
    events: list[Event] = []
    events_before: list[int] = []
    dashboard.checker.listen(events.append)

    def send(data: object, buffers: object = None) -> None:
        moments.append(time.monotonic())
        events_before.append(len(events))

    monkeypatch.setattr(dashboard.board.comm, "send", send)
    dashboard.run.click()
    wait_until(lambda: len(moments) > 6)
    dashboard.stop.click()
    wait_until(lambda: dashboard.state.stopped)
    assert min(later - sooner for sooner, later in pairwise(moments)) >= PERIOD * 0.99
    assert events_before[6] - events_before[0] > 60, "there was no storm"


def test_a_slow_board_does_not_hold_up_the_checks(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    dashboard = lab.dashboard(lab.item("api"), interval=0.01)
    run(dashboard)  # before the paints get slow: they hold up the clicks
    painting, go_on = threading.Event(), threading.Event()

    def paint(state: object, tools: object) -> None:
        painting.set()
        go_on.wait(10)

    monkeypatch.setattr(dashboard.board, "paint", paint)
    wait_until(painting.is_set)
    passes = dashboard.checker.snapshot().pass_number
    wait_until(lambda: dashboard.checker.snapshot().pass_number > passes + 10)
    go_on.set()
