"""The dashboard and its buttons: the same tests over threads and over tasks."""

import pytest

from checker_lab.core.results import Outcome
from checker_lab.tasks.checker import AsyncChecker
from checker_lab.testing import HANG, wait_until
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.view.tree import html_of
from checker_lab.widgets import Dashboard, ItemMaker
from checker_lab.widgets.shared_history import _histories
from tests.widgets.clicks import board_data, listeners, log, outcomes, run, run_a_pass, submit
from tests.widgets.conftest import Lab

# What it shows


def test_it_shows_items_before_the_first_run(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"))
    wait_until(lambda: dashboard.state.rows)
    assert outcomes(dashboard) == {"api": None}
    assert "pending" in board_data(dashboard)


def test_run_shows_the_outcome_of_each_item(lab: Lab) -> None:
    dashboard = lab.dashboard(
        lab.item("api"), lab.item("db", "fail"), lab.item("cache", ValueError("boom"))
    )
    run_a_pass(dashboard)
    assert list(outcomes(dashboard).values()) == [Outcome.PASS, Outcome.FAIL, Outcome.PANIC]
    assert "ValueError: boom" in board_data(dashboard)
    assert "cache: panicked: ValueError: boom" in log(dashboard)


def test_it_shows_a_checker_that_is_already_running(lab: Lab) -> None:
    first = lab.dashboard(lab.item("api"))
    run_a_pass(first)
    first.close()
    second = lab.another(first.checker)
    wait_until(lambda: second.state.running and outcomes(second) == {"api": Outcome.PASS})


def test_it_shows_changes_made_from_python(lab: Lab) -> None:
    dashboard = lab.dashboard()
    dashboard.checker.add(lab.item("api"))
    wait_until(lambda: "api" in outcomes(dashboard))
    dashboard.checker.remove("api")
    wait_until(lambda: not dashboard.state.rows)
    dashboard.checker.interval = 7
    wait_until(lambda: dashboard.state.interval == 7)


def test_dashboards_of_one_checker_agree_even_one_created_later(lab: Lab) -> None:
    checker = lab.checker(lab.item("api", "warn"), lab.item("db", "fail"))
    first, second = lab.another(checker), lab.another(checker)
    run_a_pass(first)
    wait_until(lambda: first.state == second.state)
    second.stop.click()
    wait_until(lambda: first.state.stopped)
    third = lab.another(checker)
    wait_until(lambda: first.state == second.state == third.state)
    assert third.state.stopped
    assert board_data(first) == board_data(second) == board_data(third)


def test_its_repr_does_not_change_while_it_runs(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"))
    name = {"threads": "ThreadedChecker", "asyncio": "AsyncChecker"}[lab.kind]
    before = dashboard._repr_mimebundle_()
    run(dashboard)
    assert dashboard._repr_mimebundle_() == before
    assert before["text/plain"] == repr(dashboard) == f"<Dashboard of {name}>"
    assert "application/vnd.jupyter.widget-view+json" in before


def test_every_control_has_a_name(lab: Lab) -> None:
    dashboard = lab.dashboard()
    wait_until(lambda: dashboard.board.tools)
    html = "".join(map(html_of, dashboard.board.tools))
    for name in ("Item to add", "Interval", "Timeout"):
        assert f'aria-label="{name}"' in html
    for name in ("Add", "Run", "Stop", "Check now"):
        assert f">{name}</button>" in html


# Running, stopping, checking


def test_stop_shows_its_line_and_run_removes_it(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"))
    run_a_pass(dashboard)
    dashboard.stop.click()
    wait_until(lambda: dashboard.state.stopped)
    note = "".join(map(html_of, dashboard.board.status))
    assert "Checks stopped" in note
    assert "No check was cancelled or abandoned." in note
    assert log(dashboard)[0] == "Checks stopped"
    wait_until(lambda: not dashboard.checker.snapshot().running)
    run(dashboard)
    assert not dashboard.state.stopped


def test_stop_names_a_hung_check_and_does_not_wait_for_it(lab: Lab) -> None:
    hung = lab.item("hung", HANG)
    dashboard = lab.dashboard(hung)
    run(dashboard)
    wait_until(lambda: hung.started)
    dashboard.stop.click()
    wait_until(lambda: dashboard.state.stopped)
    assert "Abandoned: hung." in dashboard.state.stopped


def test_stop_without_a_run_says_so(lab: Lab) -> None:
    dashboard = lab.dashboard()
    dashboard.stop.click()
    wait_until(lambda: dashboard.message.text)
    assert dashboard.message.text == "nothing to stop: the checks are not running"


def test_what_cannot_be_done_now_says_why_and_a_click_says_it_too(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"))
    run(dashboard)
    assert dashboard.run.why_not == "the checks are running already: press Stop first"
    dashboard.run.click()
    wait_until(lambda: dashboard.message.text)
    assert (dashboard.message.text, dashboard.message.wrong) == (dashboard.run.why_not, True)
    assert dashboard.state.running
    dashboard.stop.click()
    wait_until(lambda: dashboard.state.stopped)
    assert [button.disabled for button in (dashboard.run, dashboard.stop)] == [False, True]
    html = "".join(map(html_of, dashboard.board.tools))
    assert 'title="nothing to stop: the checks are not running" aria-disabled="true"' in html


def test_it_shows_a_run_of_no_items_after_a_stop(lab: Lab) -> None:
    dashboard = lab.dashboard()
    run(dashboard)
    dashboard.stop.click()
    wait_until(lambda: dashboard.state.stopped and not dashboard.checker.snapshot().running)
    run(dashboard)


def test_check_now_works_without_a_run(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"))
    dashboard.check.click()
    wait_until(lambda: outcomes(dashboard).get("api") is Outcome.PASS)
    assert not dashboard.state.running


def test_a_click_does_not_wait_for_a_check(lab: Lab) -> None:
    hung = lab.item("hung", HANG)
    dashboard = lab.dashboard(hung)
    dashboard.check.click()
    wait_until(lambda: hung.started)
    assert submit(dashboard.add, "db") == "added db"
    lab.release()
    wait_until(lambda: outcomes(dashboard)["hung"] is Outcome.PASS)


def test_a_failing_click_shows_its_error_and_the_view_goes_on(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check() -> None:
        raise RuntimeError("can't start new thread")

    dashboard = lab.dashboard()
    monkeypatch.setattr(dashboard._adapter, "check", check)
    dashboard.check.click()
    wait_until(lambda: dashboard.message.text == "RuntimeError: can't start new thread")
    assert submit(dashboard.add, "api") == "added api"


# What it rejects


def test_it_rejects_what_is_not_a_checker() -> None:
    with pytest.raises(TypeError, match="a ThreadedChecker or an AsyncChecker, not 'api'"):
        Dashboard("api")  # type: ignore[arg-type]


def test_a_dashboard_of_tasks_needs_a_running_loop() -> None:
    with pytest.raises(RuntimeError, match="no running event loop"):
        Dashboard(AsyncChecker())


def test_a_rejected_dashboard_leaves_no_listener_behind() -> None:
    checker = ThreadedChecker()
    with pytest.raises(TypeError):
        Dashboard(checker, ItemMaker(lambda url, timeout: None, names=[object()]))  # type: ignore[list-item]
    assert listeners(checker) == 0
    assert id(checker) not in _histories
