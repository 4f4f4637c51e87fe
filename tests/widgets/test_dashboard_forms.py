"""The forms of the dashboard: an item to add, the interval, and the timeout."""

import threading

import pytest

from checker_lab.core.results import Outcome
from checker_lab.testing import wait_until
from checker_lab.view.tree import html_of
from checker_lab.widgets import ItemMaker
from tests.widgets.clicks import click, outcomes, run_a_pass, submit
from tests.widgets.conftest import Lab

# Adding


def test_add_works_while_the_checks_run(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"))
    run_a_pass(dashboard)
    assert submit(dashboard.add, "db") == "added db"
    assert dashboard.add.field.value == ""
    wait_until(lambda: outcomes(dashboard).get("db") is Outcome.PASS)


def test_each_enter_adds_the_text_that_came_with_it(lab: Lab) -> None:
    dashboard = lab.dashboard()
    dashboard.add.enter("db")
    click(dashboard, form="add", text="cache")
    wait_until(lambda: list(outcomes(dashboard)) == ["db", "cache"])
    wait_until(lambda: dashboard.add.message.text == "added cache")
    assert dashboard.add.field.value == ""


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
    said = submit(dashboard.add, "api")
    assert said == "'api' is in the table already: remove it there first"
    assert dashboard.add.message.wrong
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
    assert "again" in submit(dashboard.add, "again")


def test_it_rejects_an_object_that_is_no_item(lab: Lab) -> None:
    dashboard = lab.dashboard(make_item=lambda text: object())
    assert "has no id" in submit(dashboard.add, "api")


def test_it_suggests_the_names_of_the_item_maker(lab: Lab) -> None:
    maker = ItemMaker(lambda url, timeout: None, lab.item, names=("pass", "fail"))
    dashboard = lab.dashboard(make_item=maker)
    assert dashboard.add.options == ("pass", "fail")
    assert dashboard.add.hint == "http://…, pass, fail"
    assert "did you mean 'pass'?" in submit(dashboard.add, "pas")


# Interval and timeout


def test_it_sets_interval_and_timeout_and_every_dashboard_shows_them(lab: Lab) -> None:
    first = lab.dashboard(timeout=1)
    second = lab.another(first.checker)
    wait_until(lambda: first.interval.field.value == "3600 s")
    assert submit(first.interval, " 2,5 ") == "a pass every 2.5 s"
    assert submit(first.timeout, "0.5") == "timeout 0.5 s for each check"
    for forms in ((first.interval, first.timeout), (second.interval, second.timeout)):
        shown = [form.field for form in forms]
        wait_until(lambda shown=shown: [f.value for f in shown] == ["2.5 s", "0.5 s"])  # type: ignore[misc]


@pytest.mark.parametrize("text", ["none", " None "])
def test_none_means_no_timeout(lab: Lab, text: str) -> None:
    dashboard = lab.dashboard(timeout=1)
    assert submit(dashboard.timeout, text) == "no timeout"
    assert dashboard.checker.timeout is None
    wait_until(lambda: dashboard.timeout.field.value == "none")


@pytest.mark.parametrize("text", ["", "0", "-1", "nan", "inf", "5 m", "<b>", "9" * 1000])
@pytest.mark.parametrize("name", ["interval", "timeout"])
def test_it_rejects_a_wrong_number_beside_its_field(lab: Lab, name: str, text: str) -> None:
    dashboard = lab.dashboard(timeout=1)
    form = {"interval": dashboard.interval, "timeout": dashboard.timeout}[name]
    wait_until(lambda: form.field.value)
    assert "seconds" in submit(form, text) or "a finite number" in form.message.text
    assert form.message.wrong
    assert form.field.value == text
    assert (dashboard.checker.interval, dashboard.checker.timeout) == (3600, 1)
    assert not dashboard.add.message.text
    wait_until(lambda: 'aria-invalid="true"' in html_of(dashboard.board.tools[0]))


def test_escape_forgets_a_wrong_value_and_its_error(lab: Lab) -> None:
    dashboard = lab.dashboard()
    submit(dashboard.interval, "soon")
    click(dashboard, form="interval", text="soon", reset=True)
    wait_until(lambda: dashboard.interval.field.value == "3600 s")
    assert not dashboard.interval.message.text


def test_a_wrong_value_stays_while_another_dashboard_changes_the_right_one(lab: Lab) -> None:
    dashboard = lab.dashboard()
    submit(dashboard.interval, "soon")
    dashboard.checker.interval = 7
    wait_until(lambda: dashboard.interval.current == "7 s")
    assert dashboard.interval.field.value == "soon"
