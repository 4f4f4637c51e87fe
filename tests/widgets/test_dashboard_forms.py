"""The forms of the dashboard: an item to add, the interval, and the timeout."""

import threading

import pytest

from checker_lab.core.errors import DuplicateItemError
from checker_lab.core.results import Outcome
from checker_lab.testing import wait_until
from checker_lab.widgets import ItemMaker
from checker_lab.widgets.painter import PERIOD
from checker_lab.widgets.text_form import TextForm
from tests.widgets.clicks import outcomes, run_a_pass, submit
from tests.widgets.conftest import Lab

# Adding


def test_add_works_while_the_checks_run(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"))
    run_a_pass(dashboard)
    assert submit(dashboard.add, "db") == "added db"
    assert dashboard.add.field.value == ""
    wait_until(lambda: outcomes(dashboard).get("db") is Outcome.PASS)


def press_enter(form: TextForm, text: str) -> None:
    """Send what the browser sends on Enter."""
    form.field._handle_custom_msg({"event": "submit", "text": text}, [])


def test_each_enter_adds_the_text_that_came_with_it(lab: Lab) -> None:
    dashboard = lab.dashboard()
    press_enter(dashboard.add, "db")
    press_enter(dashboard.add, "cache")
    wait_until(lambda: list(outcomes(dashboard)) == ["db", "cache"])
    assert (dashboard.add.message.text, dashboard.add.field.value) == ("added cache", "")


def test_a_text_waits_for_its_button_when_the_focus_leaves(lab: Lab) -> None:
    dashboard = lab.dashboard()
    dashboard.add.field._handle_custom_msg({"event": "typed", "text": "db"}, [])
    assert dashboard.add.field.value == "db"
    dashboard.add.button.click()
    wait_until(lambda: dashboard.add.message.text)
    assert dashboard.add.message.text == "added db"


@pytest.mark.parametrize("period", [PERIOD])
def test_a_click_that_overtakes_its_text_adds_the_text(lab: Lab) -> None:
    dashboard = lab.dashboard()
    dashboard.add.button.click()
    dashboard.add.field.value = "db"
    wait_until(lambda: dashboard.add.message.text)
    assert dashboard.add.message.text == "added db"


def test_text_typed_while_an_item_is_created_stays(lab: Lab) -> None:
    creating, go_on = threading.Event(), threading.Event()

    def make_item(text: str) -> object:
        creating.set()
        assert go_on.wait(10)
        return lab.item(text)

    dashboard = lab.dashboard(make_item=make_item)
    dashboard.add.field.value = "db"
    dashboard.add.button.click()
    wait_until(creating.is_set)
    dashboard.add.field.value = "cache"
    go_on.set()
    wait_until(lambda: dashboard.add.message.text == "added db")
    assert dashboard.add.field.value == "cache"


def test_it_rejects_a_duplicate_beside_the_field_and_keeps_the_text(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"))
    with pytest.raises(DuplicateItemError) as error:
        dashboard.checker.add(lab.item("api"))
    assert submit(dashboard.add, "api") == str(error.value)
    assert 'role="alert"' in dashboard.add.message.widget.value
    assert dashboard.add.field.value == "api"
    assert list(dashboard.checker.snapshot().items) == ["api"]


@pytest.mark.parametrize("text", ["ftp://x", "http://", "nothing", ""])
def test_without_an_item_maker_it_accepts_only_urls(lab: Lab, text: str) -> None:
    dashboard = lab.another(lab.checker())
    assert "http://127.0.0.1:8080/health" in submit(dashboard.add, text)
    assert dashboard.add.field.value == text
    submit(dashboard.add, "http://127.0.0.1:1/health")
    wait_until(lambda: list(outcomes(dashboard)) == ["http://127.0.0.1:1/health"])


def test_it_shows_whatever_the_item_maker_raises(lab: Lab) -> None:
    def make_item(text: str) -> object:
        raise KeyError(text)

    dashboard = lab.dashboard(make_item=make_item)
    assert submit(dashboard.add, "<b>") == "KeyError: '<b>'"
    assert "<b>" not in dashboard.add.message.widget.value
    assert "again" in submit(dashboard.add, "again")


def test_it_rejects_an_object_that_is_no_item(lab: Lab) -> None:
    dashboard = lab.dashboard(make_item=lambda text: object())
    assert "has no id" in submit(dashboard.add, "api")


def test_it_suggests_the_names_of_the_item_maker(lab: Lab) -> None:
    maker = ItemMaker(lambda url, timeout: None, lab.item, names=("pass", "fail"))
    dashboard = lab.dashboard(make_item=maker)
    assert dashboard.add.field.options == ("pass", "fail")
    assert dashboard.add.field.placeholder == "http://…, pass, fail"


# Interval and timeout


def test_it_sets_interval_and_timeout_and_another_dashboard_shows_them(lab: Lab) -> None:
    first = lab.dashboard(timeout=1)
    second = lab.another(first.checker)
    assert submit(first.interval, " 2.5 ") == "a pass every 2.5 s"
    assert submit(first.timeout, "0.5") == "timeout 0.5 s for each check"
    assert first.interval.field.value == first.timeout.field.value == ""
    wait_until(lambda: (second.state.interval, second.state.timeout) == (2.5, 0.5))
    assert "a pass every 2.5 s, timeout 0.5 s" in second.board.status["about"]


@pytest.mark.parametrize("text", ["none", " None "])
def test_none_means_no_timeout(lab: Lab, text: str) -> None:
    dashboard = lab.dashboard(timeout=1)
    assert submit(dashboard.timeout, text) == "no timeout"
    assert dashboard.checker.timeout is None
    wait_until(lambda: "no timeout" in dashboard.board.status["about"])


@pytest.mark.parametrize("text", ["", "0", "-1", "nan", "inf", "5 s", "1,5", "<b>", "9" * 1000])
@pytest.mark.parametrize("name", ["interval", "timeout"])
def test_it_rejects_a_wrong_number_beside_its_field(lab: Lab, name: str, text: str) -> None:
    dashboard = lab.dashboard(timeout=1)
    form = {"interval": dashboard.interval, "timeout": dashboard.timeout}[name]
    assert "a number of seconds" in submit(form, text) or "a finite number" in form.message.text
    assert 'role="alert"' in form.message.widget.value
    assert "<b>" not in form.message.widget.value
    assert form.field.value == text
    assert (dashboard.checker.interval, dashboard.checker.timeout) == (3600, 1)
    assert not dashboard.add.message.text


def test_only_the_timeout_may_be_none(lab: Lab) -> None:
    dashboard = lab.dashboard(timeout=1)
    assert submit(dashboard.interval, "none") == (
        "enter a number of seconds, like 5 or 0.5, not 'none'"
    )
    assert submit(dashboard.timeout, "never") == (
        "enter a number of seconds, like 5 or 0.5, or none, not 'never'"
    )
