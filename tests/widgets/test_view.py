"""The live view, clicked: the same tests over threads and over tasks."""

import asyncio
import threading

import pytest

from checker_lab.model import Outcome
from checker_lab.tasks import AsyncChecker
from checker_lab.testing import HANG, wait_until
from checker_lab.threads import ThreadedChecker
from checker_lab.widgets import Feed, ItemMaker, LiveView
from checker_lab.widgets.entry import Entry
from checker_lab.widgets.hands import TaskHands
from checker_lab.widgets.owner import PERIOD
from tests.widgets.conftest import Lab

EVIL = "<img src=x onerror=alert(1)>"


def shown(view: LiveView) -> str:
    html: str = view._picture.value
    return html


def enter(entry: Entry, text: str) -> None:
    """Type a text, click the button, and wait for the answer."""
    entry.message.text = ""
    entry.field.value = text
    entry.button.click()
    wait_until(lambda: entry.message.text)


def run(view: LiveView) -> None:
    passes = view.picture.pass_number
    view.run.click()
    wait_until(lambda: view.picture.running and view.picture.pass_number > passes)


def run_a_pass(view: LiveView) -> None:
    """Run, and wait for the first pass: what is added after it is checked at once."""
    run(view)
    ended = f"pass {view.picture.pass_number} ended"
    wait_until(lambda: any(line.startswith(ended) for line in view.picture.log))


def view_threads() -> int:
    return sum(thread.name == "checker_lab view" for thread in threading.enumerate())


# What is shown


def test_items_are_shown_before_the_first_run(lab: Lab) -> None:
    view = lab.view(lab.item("api"))
    wait_until(lambda: view.picture.rows)
    assert view.picture.outcomes == {"api": None}
    assert "not checked yet" in shown(view)


def test_run_shows_the_outcome_of_each_item(lab: Lab) -> None:
    view = lab.view(lab.item("api"), lab.item("db", "fail"), lab.item("cache", ValueError("boom")))
    run_a_pass(view)
    assert list(view.picture.outcomes.values()) == [Outcome.PASS, Outcome.FAIL, Outcome.PANIC]
    assert "ValueError: boom" in shown(view)
    wait_until(lambda: "cache: паника: ValueError: boom" in view.picture.log)


def test_what_python_does_is_shown_too(lab: Lab) -> None:
    view = lab.view()
    view.checker.add(lab.item("api"))
    wait_until(lambda: "api" in view.picture.outcomes)
    view.checker.remove("api")
    wait_until(lambda: not view.picture.rows)


def test_two_views_of_one_checker_agree(lab: Lab) -> None:
    feed = Feed()
    checker = lab.checker([lab.item("api", "warn")], interval=3600, on_event=feed)
    first = lab.another(checker, feed)
    run_a_pass(first)
    first.stop.click()
    wait_until(lambda: first.picture.stopped)
    second = lab.another(checker, feed)
    wait_until(lambda: first.picture == second.picture and second.picture.stopped)
    assert shown(first) == shown(second)


def test_it_is_told_apart_and_stays_the_same_while_it_works(lab: Lab) -> None:
    view = lab.view(lab.item("api"))
    name = {"threads": "ThreadedChecker", "asyncio": "AsyncChecker"}[lab.kind]
    before = view._repr_mimebundle_()
    run(view)
    assert view._repr_mimebundle_() == before
    assert before["text/plain"] == repr(view) == f"<LiveView of {name}>"
    assert "application/vnd.jupyter.widget-view+json" in before


def test_every_control_has_a_name(lab: Lab) -> None:
    view = lab.view()
    buttons = [view.run, view.stop, view.check, view.add.button, view.remove.button]
    assert all(button.description and button.tooltip for button in buttons)
    assert all(entry.field.description for entry in (view.add, view.remove))


# Adding and removing


def test_an_item_is_added_while_the_checks_run(lab: Lab) -> None:
    view = lab.view(lab.item("api"))
    run_a_pass(view)
    enter(view.add, "db")
    assert view.add.message.text == "added db"
    assert view.add.field.value == ""
    wait_until(lambda: view.picture.outcomes.get("db") is Outcome.PASS)


@pytest.mark.parametrize("period", [PERIOD])
def test_enter_adds_though_the_browser_tells_of_it_before_the_text(lab: Lab) -> None:
    view = lab.view()
    view.add.field._handle_custom_msg({"event": "submit"}, [])
    view.add.field.value = "db"
    wait_until(lambda: view.add.message.text)
    assert view.add.message.text == "added db"


@pytest.mark.parametrize("period", [PERIOD])
def test_a_click_that_overtakes_the_text_adds_the_text(lab: Lab) -> None:
    view = lab.view()
    view.add.button.click()
    view.add.field.value = "db"
    wait_until(lambda: view.add.message.text)
    assert view.add.message.text == "added db"


def test_a_duplicate_is_refused_beside_the_field_and_the_text_stays(lab: Lab) -> None:
    view = lab.view(lab.item("api"))
    enter(view.add, "api")
    assert "there is an item with the id 'api' already" in view.add.message.text
    assert 'role="alert"' in view.add.message.widget.value
    assert view.add.field.value == "api"
    assert list(view.picture.outcomes) == ["api"]


@pytest.mark.parametrize("text", ["ftp://x", "http://", "nothing", ""])
def test_without_a_maker_only_a_url_will_do(lab: Lab, text: str) -> None:
    feed = Feed()
    view = lab.another(lab.checker(on_event=feed), feed)
    enter(view.add, text)
    assert "http://127.0.0.1:8080/health" in view.add.message.text
    assert view.add.field.value == text
    enter(view.add, "http://127.0.0.1:1/health")
    wait_until(lambda: list(view.picture.outcomes) == ["http://127.0.0.1:1/health"])


def test_whatever_a_maker_raises_is_said(lab: Lab) -> None:
    def make_item(text: str) -> object:
        raise KeyError(text)

    view = lab.view(make_item=make_item)
    enter(view.add, EVIL)
    assert view.add.message.text == f"KeyError: '{EVIL}'"
    assert EVIL not in view.add.message.widget.value
    enter(view.add, "again")
    assert "again" in view.add.message.text


def test_an_item_of_the_other_kind_is_refused(lab: Lab) -> None:
    view = lab.view(make_item=lambda text: object())
    enter(view.add, "api")
    assert "has no id" in view.add.message.text


def test_an_item_is_removed(lab: Lab) -> None:
    view = lab.view(lab.item("api"), lab.item("db"))
    wait_until(lambda: view.remove.field.options == ("api", "db"))
    enter(view.remove, " api ")
    assert view.remove.message.text == "removed api"
    wait_until(lambda: list(view.picture.outcomes) == ["db"])
    assert view.remove.field.options == ("db",)


def test_an_id_with_spaces_around_it_can_be_removed(lab: Lab) -> None:
    view = lab.view(lab.item(" api "))
    wait_until(lambda: view.picture.rows)
    enter(view.remove, " api ")
    wait_until(lambda: not view.picture.rows)


def test_an_unknown_id_is_refused_beside_its_own_field(lab: Lab) -> None:
    view = lab.view(lab.item("api"))
    enter(view.remove, "apo")
    assert "there is no item with the id 'apo'" in view.remove.message.text
    assert view.remove.field.value == "apo"
    assert not view.add.message.text


def test_an_id_stays_text_wherever_it_is_shown(lab: Lab) -> None:
    view = lab.view(lab.item("api"))
    run_a_pass(view)
    enter(view.add, EVIL)
    assert EVIL not in view.add.message.widget.value
    wait_until(lambda: view.picture.outcomes.get(EVIL))
    enter(view.remove, EVIL + "2")
    assert EVIL not in view.remove.message.widget.value
    assert EVIL not in shown(view)
    assert "&lt;img src=x" in shown(view)


def test_an_id_that_cannot_be_printed_does_no_harm(lab: Lab) -> None:
    view = lab.view(lab.item("a\ud800\n\x00"), lab.item("b"))
    run_a_pass(view)
    assert r"a\ud800\n\x00" in shown(view)
    assert view.remove.field.options == ("b",)


# Running, stopping, checking


def test_stop_shows_its_line_and_run_takes_it_away(lab: Lab) -> None:
    view = lab.view(lab.item("api"))
    run_a_pass(view)
    view.stop.click()
    wait_until(lambda: view.picture.stopped)
    assert view.picture.stopped == ("Проверки остановлены", "No check was left behind.")
    assert "Проверки остановлены" in shown(view)
    assert view.picture.log[0] == "Проверки остановлены"
    wait_until(lambda: not view.checker.snapshot().running)
    run(view)
    assert not view.picture.stopped


def test_stop_does_not_wait_for_a_hung_check_and_names_it(lab: Lab) -> None:
    hung = lab.item("hung", HANG)
    view = lab.view(hung)
    run(view)
    wait_until(lambda: hung.started)
    view.stop.click()
    wait_until(lambda: view.picture.stopped)
    assert "Given up, and still at work: hung." in view.picture.stopped


def test_stop_when_nothing_runs_is_told(lab: Lab) -> None:
    view = lab.view()
    view.stop.click()
    wait_until(lambda: view.message.text)
    assert view.message.text == "nothing runs: there is nothing to stop"


def test_run_while_it_runs_is_told(lab: Lab) -> None:
    view = lab.view(lab.item("api"))
    run(view)
    view.run.click()
    wait_until(lambda: view.message.text)
    assert view.message.text == "the checks run already: stop() them first"
    assert view.picture.running


def test_a_run_of_no_items_is_shown_after_a_stop(lab: Lab) -> None:
    view = lab.view()
    run(view)
    view.stop.click()
    wait_until(lambda: view.picture.stopped and not view.checker.snapshot().running)
    run(view)


def test_check_now_checks_without_a_run(lab: Lab) -> None:
    view = lab.view(lab.item("api"))
    view.check.click()
    wait_until(lambda: view.picture.outcomes.get("api") is Outcome.PASS)
    assert not view.picture.running
    assert "Not running" in shown(view)


def test_a_click_does_not_wait_for_a_check(lab: Lab) -> None:
    hung = lab.item("hung", HANG)
    view = lab.view(hung)
    view.check.click()
    wait_until(lambda: hung.started)
    enter(view.add, "db")
    assert view.add.message.text == "added db"
    lab.release()
    wait_until(lambda: view.picture.outcomes["hung"] is Outcome.PASS)


def test_a_closed_loop_is_told() -> None:
    loop = asyncio.new_event_loop()
    loop.close()
    future = TaskHands(AsyncChecker(), loop).stop()
    with pytest.raises(RuntimeError, match="closed"):
        future.result(timeout=0)


# Closing


def test_closing_ends_the_thread_and_the_clicks_and_not_the_checks(lab: Lab) -> None:
    before = view_threads()
    view = lab.view(lab.item("api"))
    run_a_pass(view)
    assert view_threads() == before + 1
    view.close()
    view.close()
    assert view_threads() == before
    assert view.run.disabled
    assert view.add.field.disabled
    last = shown(view)
    assert view.checker.snapshot().running
    view.checker.add(lab.item("db"))
    view.add.button.click()
    wait_until(lambda: view.checker.snapshot().items["db"].checks)
    assert shown(view) == last


# What is refused


def test_a_feed_that_is_none_is_refused() -> None:
    with pytest.raises(TypeError, match="feed is the Feed"):
        LiveView(ThreadedChecker(), print)  # type: ignore[arg-type]


def test_what_is_no_checker_is_refused() -> None:
    with pytest.raises(TypeError, match="of a ThreadedChecker or an AsyncChecker, not of 'api'"):
        LiveView("api", Feed())  # type: ignore[arg-type]


def test_a_view_of_tasks_needs_a_loop() -> None:
    with pytest.raises(RuntimeError, match="in a cell or a coroutine"):
        LiveView(AsyncChecker(), Feed())


def test_the_names_of_a_maker_are_offered(lab: Lab) -> None:
    maker = ItemMaker(lambda url, timeout: None, lab.item, names=("pass", "fail"))
    view = lab.view(make_item=maker)
    assert view.add.field.options == ("pass", "fail")
    assert view.add.field.placeholder == "http://…, pass, fail"
