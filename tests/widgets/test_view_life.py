"""The life of a view: its painter ends when nothing displays it, comes back, and closes."""

import gc
import threading
import weakref
from typing import Any

import pytest

from checker_lab.core.results import Outcome
from checker_lab.testing import wait_until
from checker_lab.widgets import Dashboard
from checker_lab.widgets.painter import Painter
from checker_lab.widgets.shared_history import _histories
from tests.widgets.clicks import (
    board_data,
    click,
    click_remove,
    listeners,
    log,
    outcomes,
    painters,
    run,
    run_a_pass,
    submit,
)
from tests.widgets.conftest import Lab

# Hidden


def test_the_painter_ends_with_the_last_place_and_comes_back_with_a_new_one(lab: Lab) -> None:
    before = painters()
    dashboard = lab.dashboard(lab.item("api"))
    click(dashboard, act="shown", view="one")
    click(dashboard, act="shown", view="two")
    click(dashboard, act="gone", view="one")
    click(dashboard, act="gone", view="never seen")
    dashboard.checker.add(lab.item("db"))
    wait_until(lambda: "db" in outcomes(dashboard))
    click(dashboard, act="gone", view="two")
    wait_until(lambda: painters() == before)
    dashboard.checker.remove("db")
    click(dashboard, act="shown", view="three")
    wait_until(lambda: list(outcomes(dashboard)) == ["api"])
    assert painters() == before + 1


def test_a_call_from_python_starts_a_painter_too(lab: Lab) -> None:
    before = painters()
    dashboard = lab.dashboard(lab.item("api"))
    click(dashboard, act="gone", view="one")
    wait_until(lambda: painters() == before)
    run_a_pass(dashboard)
    assert outcomes(dashboard) == {"api": Outcome.PASS}
    click(dashboard, act="gone", view="one")
    wait_until(lambda: painters() == before)
    dashboard.remove("api")
    wait_until(lambda: not dashboard.state.rows)


def test_a_view_shown_again_has_everything_in_its_log_and_timeline(lab: Lab) -> None:
    before = painters()
    dashboard = lab.dashboard(lab.item("api", "fail"))
    run_a_pass(dashboard)
    click(dashboard, act="gone", view="one")
    wait_until(lambda: painters() == before)
    lab.stop(dashboard.checker)
    assert not dashboard.state.stopped
    click(dashboard, act="shown", view="two")
    wait_until(lambda: dashboard.state.stopped)
    assert log(dashboard) == [
        "Checks stopped",
        "pass 1 ended: 1 item, 1 failing",
        "api: not working: health() returned False",
    ]
    assert [panel.pass_number for panel in dashboard.state.panels] == [1]


def test_only_one_thread_paints_however_fast_places_come_and_go(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    dashboard = lab.dashboard(lab.item("api", True, False), interval=0.01)
    paint = dashboard.board.paint
    painting: list[int] = []
    most: list[int] = []
    never = threading.Event()

    def watched(state: Any, tools: Any) -> None:
        painting.append(1)
        most.append(len(painting))
        paint(state, tools)
        never.wait(0.002)  # long enough for a second painter to interfere
        painting.pop()

    monkeypatch.setattr(dashboard.board, "paint", watched)
    dashboard.run.click()
    for number in range(100):
        click(dashboard, act="shown", view=str(number))
        click(dashboard, act="gone", view=str(number))
    click(dashboard, act="shown", view="last")
    painted = len(most)
    wait_until(lambda: len(most) > painted + 5)
    assert max(most) == 1
    wait_until(lambda: painters() == 1)


def test_a_click_survives_a_place_that_goes_at_the_same_moment(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    dashboard = lab.dashboard()
    call_soon = Painter.call_soon

    def call_late(painter: Painter, call: Any) -> None:
        monkeypatch.setattr(Painter, "call_soon", call_soon)
        gone = threading.Thread(target=click, args=(dashboard,), kwargs={"act": "gone", "view": ""})
        gone.start()
        gone.join(0.2)  # it has to wait for the lock that this click holds
        call_soon(painter, call)

    monkeypatch.setattr(Painter, "call_soon", call_late)
    assert submit(dashboard.add, "api") == "added api"


def test_it_shows_an_error_of_the_painter_and_the_checks_go_on(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda args: None)
    dashboard = lab.dashboard(lab.item("api"), interval=0.01)
    run(dashboard)

    def paint(state: object, tools: object) -> None:
        raise ValueError("no paint left")

    monkeypatch.setattr(dashboard.board, "paint", paint)
    wait_until(lambda: dashboard.board.error)
    assert dashboard.board.error.endswith("the checks go on: ValueError: no paint left")
    passes = dashboard.checker.snapshot().pass_number
    wait_until(lambda: dashboard.checker.snapshot().pass_number > passes)
    dashboard.close()


# Closing


def test_close_ends_the_painter_and_the_clicks_but_not_the_checks(lab: Lab) -> None:
    before = painters()
    dashboard = lab.dashboard(lab.item("api"))
    run_a_pass(dashboard)
    assert painters() == before + 1
    dashboard.close()
    dashboard.close()
    assert painters() == before
    assert dashboard.run.disabled
    assert dashboard.add.field.disabled
    assert "closed" in dashboard.message.text
    last = board_data(dashboard)
    assert dashboard.checker.snapshot().running
    dashboard.checker.add(lab.item("db"))
    dashboard.add.field.value = "cache"
    dashboard.add.button.click()
    dashboard.stop.click()
    click_remove(dashboard, "api")
    click(dashboard, act="shown", view="one")
    dashboard.turn_to(1)
    wait_until(lambda: dashboard.checker.snapshot().items["db"].checks)
    assert board_data(dashboard) == last
    assert list(dashboard.checker.snapshot().items) == ["api", "db"]
    assert dashboard.checker.snapshot().running
    assert painters() == before


def test_close_waits_for_a_painter_that_is_still_ending(lab: Lab) -> None:
    before = painters()
    for _ in range(20):
        dashboard = lab.dashboard(lab.item("api"))
        click(dashboard, act="gone", view="one")
        dashboard.close()
        assert painters() == before


def test_the_last_dashboard_unsubscribes_from_the_checker(lab: Lab) -> None:
    first = lab.dashboard(lab.item("api"))
    checker = first.checker
    second = lab.another(checker)
    assert listeners(checker) == 1
    first.close()
    first.close()
    assert listeners(checker) == 1
    second.close()
    assert listeners(checker) == 0
    assert id(checker) not in _histories


def test_a_checker_can_be_collected_after_its_dashboards_are_closed(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api", "fail"))
    run_a_pass(dashboard)
    submit(dashboard.add, "api")
    lab.stop(dashboard.checker)
    dashboard.close()
    checker, dashboard_there = weakref.ref(dashboard.checker), weakref.ref(dashboard)
    lab.forget()
    del dashboard
    gc.collect()
    assert dashboard_there() is None
    assert checker() is None


def test_a_click_may_close_it(lab: Lab) -> None:
    before = painters()
    dashboard = lab.dashboard(make_item=lambda text: dashboard.close())
    dashboard.add.button.click()
    wait_until(lambda: painters() == before)
    assert dashboard.run.disabled


def test_a_listener_may_close_it(lab: Lab) -> None:
    before = painters()
    made: list[Dashboard] = []
    dashboard = lab.dashboard(lab.item("api"), on_event=lambda event: made[0].close())
    made.append(dashboard)
    dashboard.run.click()
    wait_until(lambda: dashboard.run.disabled and painters() == before)
    wait_until(lambda: dashboard.checker.snapshot().items["api"].checks)
