"""The dashboard, clicked: the same tests over threads and over tasks."""

import asyncio
import gc
import json
import threading
import time
import weakref
from itertools import pairwise
from typing import Any

import pytest

from checker_lab.core.events import Event
from checker_lab.core.results import Outcome
from checker_lab.tasks.checker import AsyncChecker
from checker_lab.testing import HANG, wait_until
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.view.picture import ROWS
from checker_lab.widgets import Dashboard, ItemMaker
from checker_lab.widgets.adapters import TaskHands
from checker_lab.widgets.drawing import key_of
from checker_lab.widgets.entry import Entry
from checker_lab.widgets.painter import PERIOD, ViewOwner
from checker_lab.widgets.watch import _watches
from tests.widgets.conftest import Lab
from tests.widgets.programs import EVIL


def shown(dashboard: Dashboard) -> str:
    """All that the board was told to show."""
    board = dashboard.board
    told = [board.state, board.rows, board.timeline, board.log, board.trouble]
    return json.dumps(told, ensure_ascii=False)


def outcomes(dashboard: Dashboard) -> dict[str, Outcome | None]:
    return {row.item_id: row.outcome for row in dashboard.picture.rows}


def log(dashboard: Dashboard) -> list[str]:
    """The lines of the log, without the time of day."""
    return [line.split(" ", 1)[1] for line in dashboard.picture.log]


def enter(entry: Entry, text: str) -> str:
    """Type a text, click the button, and wait for the answer."""
    entry.message.text = ""
    entry.field.value = text
    entry.button.click()
    wait_until(lambda: entry.message.text)
    return entry.message.text


def click(dashboard: Dashboard, **sent: object) -> None:
    """What the browser sends when the board is clicked, shown or taken away."""
    dashboard.board._handle_custom_msg(sent, [])


def click_remove(dashboard: Dashboard, item_id: str) -> None:
    click(dashboard, act="remove", key=key_of(item_id))


def run(dashboard: Dashboard) -> None:
    passes = dashboard.picture.pass_number
    dashboard.run.click()
    wait_until(lambda: dashboard.picture.running and dashboard.picture.pass_number > passes)


def run_a_pass(dashboard: Dashboard) -> None:
    """Run, and wait for the first pass: what is added after it is checked at once."""
    run(dashboard)
    ended = f"pass {dashboard.picture.pass_number} ended"
    wait_until(lambda: any(line.startswith(ended) for line in log(dashboard)))


def painters() -> int:
    return sum(thread.name == "checker_lab view" for thread in threading.enumerate())


def listeners(checker: Any) -> int:
    """How many listen besides `on_event`."""
    return len(checker._listeners._all) - 1


# What is shown


def test_items_are_shown_before_the_first_run(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"))
    wait_until(lambda: dashboard.picture.rows)
    assert outcomes(dashboard) == {"api": None}
    assert "not checked yet" in shown(dashboard)


def test_run_shows_the_outcome_of_each_item(lab: Lab) -> None:
    dashboard = lab.dashboard(
        lab.item("api"), lab.item("db", "fail"), lab.item("cache", ValueError("boom"))
    )
    run_a_pass(dashboard)
    assert list(outcomes(dashboard).values()) == [Outcome.PASS, Outcome.FAIL, Outcome.PANIC]
    assert "ValueError: boom" in shown(dashboard)
    assert "cache: паника: ValueError: boom" in log(dashboard)


def test_a_dashboard_of_a_checker_that_runs_already_shows_it(lab: Lab) -> None:
    first = lab.dashboard(lab.item("api"))
    run_a_pass(first)
    first.close()
    second = lab.another(first.checker)
    wait_until(lambda: second.picture.running and outcomes(second) == {"api": Outcome.PASS})


def test_what_python_does_is_shown_too(lab: Lab) -> None:
    dashboard = lab.dashboard()
    dashboard.checker.add(lab.item("api"))
    wait_until(lambda: "api" in outcomes(dashboard))
    dashboard.checker.remove("api")
    wait_until(lambda: not dashboard.picture.rows)
    dashboard.checker.interval = 7
    wait_until(lambda: dashboard.picture.interval == 7)


def test_two_dashboards_agree_also_one_that_is_made_later(lab: Lab) -> None:
    checker = lab.checker(lab.item("api", "warn"), lab.item("db", "fail"))
    first, second = lab.another(checker), lab.another(checker)
    run_a_pass(first)
    wait_until(lambda: first.picture == second.picture)
    second.stop.click()
    wait_until(lambda: first.picture.stopped)
    third = lab.another(checker)
    wait_until(lambda: first.picture == second.picture == third.picture)
    assert third.picture.stopped
    assert shown(first) == shown(second) == shown(third)


def test_it_is_told_apart_and_stays_the_same_while_it_works(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"))
    name = {"threads": "ThreadedChecker", "asyncio": "AsyncChecker"}[lab.kind]
    before = dashboard._repr_mimebundle_()
    run(dashboard)
    assert dashboard._repr_mimebundle_() == before
    assert before["text/plain"] == repr(dashboard) == f"<Dashboard of {name}>"
    assert "application/vnd.jupyter.widget-view+json" in before


def test_every_control_has_a_name(lab: Lab) -> None:
    dashboard = lab.dashboard()
    entries = [dashboard.add, dashboard.interval, dashboard.timeout]
    buttons = [dashboard.run, dashboard.stop, dashboard.check, *(one.button for one in entries)]
    assert all(button.description and button.tooltip for button in buttons)
    assert all(entry.field.description and entry.field.placeholder for entry in entries)


# A great many items


def test_a_thousand_items_are_shown_page_by_page(lab: Lab) -> None:
    items = [lab.item(f"item {n}", "fail" if n % 100 == 7 else "pass") for n in range(1000)]
    dashboard = lab.dashboard(*items)
    run_a_pass(dashboard)
    assert len(dashboard.board.rows) == ROWS
    assert dashboard.board.state["pages"] == 20
    dashboard.turn_to(19)
    wait_until(lambda: dashboard.picture.page == 19)
    assert dashboard.board.rows[-1]["id"] == "item 999"
    dashboard.turn_to(only_unwell=True)
    wait_until(lambda: dashboard.picture.only_unwell)
    assert set(outcomes(dashboard).values()) == {Outcome.FAIL}
    assert dashboard.board.state["pageText"] == "items 1 to 10 of 10 not passing"


def test_the_buttons_below_the_table_turn_the_page(lab: Lab) -> None:
    dashboard = lab.dashboard(*(lab.item(str(number)) for number in range(ROWS + 1)))
    click(dashboard, act="page", page=1)
    wait_until(lambda: list(outcomes(dashboard)) == [str(ROWS)])
    click(dashboard, act="filter", onlyUnwell=True)
    wait_until(lambda: dashboard.picture.only_unwell and dashboard.picture.page == 0)
    click(dashboard, act="page", page=99)
    wait_until(lambda: dashboard.picture.only_unwell and dashboard.picture.page == 1)
    click(dashboard, act="page", page=-1)
    wait_until(lambda: dashboard.picture.only_unwell and dashboard.picture.page == 0)
    click(dashboard, act="filter", onlyUnwell=False)
    wait_until(lambda: not dashboard.picture.only_unwell)


def test_who_looks_at_the_last_page_when_it_is_removed_sees_the_one_before(lab: Lab) -> None:
    dashboard = lab.dashboard(*(lab.item(str(number)) for number in range(ROWS + 1)))
    dashboard.turn_to(1)
    wait_until(lambda: list(outcomes(dashboard)) == [str(ROWS)])
    click_remove(dashboard, str(ROWS))
    wait_until(lambda: dashboard.picture.pages == 1 and len(dashboard.picture.rows) == ROWS)


def test_each_dashboard_turns_its_own_pages(lab: Lab) -> None:
    first = lab.dashboard(*(lab.item(str(number)) for number in range(ROWS + 1)))
    second = lab.another(first.checker)
    second.turn_to(1)
    wait_until(lambda: second.picture.page == 1)
    wait_until(lambda: len(first.picture.rows) == ROWS)
    assert first.picture.page == 0


@pytest.mark.parametrize("page", [-1, 1.5, "1", None, True])
def test_a_page_that_is_none_is_refused_at_once(lab: Lab, page: Any) -> None:
    dashboard = lab.dashboard()
    with pytest.raises((ValueError, TypeError), match="page is"):
        dashboard.turn_to(page)


@pytest.mark.parametrize("period", [PERIOD])
def test_a_storm_of_results_is_one_message_each_tenth_of_a_second(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    dashboard = lab.dashboard(*(lab.item(str(n), True, False) for n in range(60)), interval=0.01)
    wait_until(lambda: dashboard.picture.rows)
    moments: list[float] = []
    heard: list[Event] = []
    heard_before: list[int] = []
    dashboard.checker.listen(heard.append)

    def send(data: object, buffers: object = None) -> None:
        moments.append(time.monotonic())
        heard_before.append(len(heard))

    monkeypatch.setattr(dashboard.board.comm, "send", send)
    dashboard.run.click()
    wait_until(lambda: len(moments) > 6)
    dashboard.stop.click()
    wait_until(lambda: dashboard.picture.stopped)
    assert min(later - sooner for sooner, later in pairwise(moments)) >= PERIOD * 0.99
    assert heard_before[6] - heard_before[0] > 60, "there was no storm"


def test_a_board_that_takes_long_holds_up_no_check(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    dashboard = lab.dashboard(lab.item("api"), interval=0.01)
    painting, go_on = threading.Event(), threading.Event()

    def paint(picture: object) -> None:
        painting.set()
        go_on.wait(10)

    monkeypatch.setattr(dashboard.board, "paint", paint)
    dashboard.run.click()
    wait_until(painting.is_set)
    passes = dashboard.checker.snapshot().pass_number
    wait_until(lambda: dashboard.checker.snapshot().pass_number > passes + 10)
    go_on.set()


# Adding


def test_an_item_is_added_while_the_checks_run(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"))
    run_a_pass(dashboard)
    assert enter(dashboard.add, "db") == "added db"
    assert dashboard.add.field.value == ""
    wait_until(lambda: outcomes(dashboard).get("db") is Outcome.PASS)


def press_enter(entry: Entry, text: str) -> None:
    """What the browser tells of a text and an Enter."""
    entry.field._handle_custom_msg({"event": "submit", "text": text}, [])


def test_each_enter_adds_the_text_that_came_with_it(lab: Lab) -> None:
    dashboard = lab.dashboard()
    press_enter(dashboard.add, "db")
    press_enter(dashboard.add, "cache")
    wait_until(lambda: list(outcomes(dashboard)) == ["db", "cache"])
    assert (dashboard.add.message.text, dashboard.add.field.value) == ("added cache", "")


def test_a_text_that_is_left_waits_for_its_button(lab: Lab) -> None:
    dashboard = lab.dashboard()
    dashboard.add.field._handle_custom_msg({"event": "typed", "text": "db"}, [])
    assert dashboard.add.field.value == "db"
    dashboard.add.button.click()
    wait_until(lambda: dashboard.add.message.text)
    assert dashboard.add.message.text == "added db"


@pytest.mark.parametrize("period", [PERIOD])
def test_a_click_that_overtakes_the_text_adds_the_text(lab: Lab) -> None:
    dashboard = lab.dashboard()
    dashboard.add.button.click()
    dashboard.add.field.value = "db"
    wait_until(lambda: dashboard.add.message.text)
    assert dashboard.add.message.text == "added db"


def test_what_is_typed_while_an_item_is_made_stays(lab: Lab) -> None:
    making, go_on = threading.Event(), threading.Event()

    def make_item(text: str) -> object:
        making.set()
        assert go_on.wait(10)
        return lab.item(text)

    dashboard = lab.dashboard(make_item=make_item)
    dashboard.add.field.value = "db"
    dashboard.add.button.click()
    wait_until(making.is_set)
    dashboard.add.field.value = "cache"
    go_on.set()
    wait_until(lambda: dashboard.add.message.text == "added db")
    assert dashboard.add.field.value == "cache"


def test_a_duplicate_is_refused_beside_the_field_and_the_text_stays(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"))
    assert "there is an item with the id 'api' already" in enter(dashboard.add, "api")
    assert 'role="alert"' in dashboard.add.message.widget.value
    assert dashboard.add.field.value == "api"
    assert list(dashboard.checker.snapshot().items) == ["api"]


@pytest.mark.parametrize("text", ["ftp://x", "http://", "nothing", ""])
def test_without_a_maker_only_a_url_will_do(lab: Lab, text: str) -> None:
    dashboard = lab.another(lab.checker())
    assert "http://127.0.0.1:8080/health" in enter(dashboard.add, text)
    assert dashboard.add.field.value == text
    enter(dashboard.add, "http://127.0.0.1:1/health")
    wait_until(lambda: list(outcomes(dashboard)) == ["http://127.0.0.1:1/health"])


def test_whatever_a_maker_raises_is_said(lab: Lab) -> None:
    def make_item(text: str) -> object:
        raise KeyError(text)

    dashboard = lab.dashboard(make_item=make_item)
    assert enter(dashboard.add, "<b>") == "KeyError: '<b>'"
    assert "<b>" not in dashboard.add.message.widget.value
    assert "again" in enter(dashboard.add, "again")


def test_an_item_of_the_other_kind_is_refused(lab: Lab) -> None:
    dashboard = lab.dashboard(make_item=lambda text: object())
    assert "has no id" in enter(dashboard.add, "api")


def test_the_names_of_a_maker_are_offered(lab: Lab) -> None:
    maker = ItemMaker(lambda url, timeout: None, lab.item, names=("pass", "fail"))
    dashboard = lab.dashboard(make_item=maker)
    assert dashboard.add.field.options == ("pass", "fail")
    assert dashboard.add.field.placeholder == "http://…, pass, fail"


# The pace


def test_interval_and_timeout_are_set_and_another_dashboard_sees_it(lab: Lab) -> None:
    first = lab.dashboard(timeout=1)
    second = lab.another(first.checker)
    assert enter(first.interval, " 2.5 ") == "a pass each 2.5 s"
    assert enter(first.timeout, "0.5") == "each check gets 0.5 s"
    assert first.interval.field.value == first.timeout.field.value == ""
    wait_until(lambda: (second.picture.interval, second.picture.timeout) == (2.5, 0.5))
    assert "a pass each 2.5 s, timeout 0.5 s" in second.board.state["about"]


@pytest.mark.parametrize("text", ["none", " None "])
def test_none_is_no_timeout(lab: Lab, text: str) -> None:
    dashboard = lab.dashboard(timeout=1)
    assert enter(dashboard.timeout, text) == "no timeout"
    assert dashboard.checker.timeout is None
    wait_until(lambda: "no timeout" in dashboard.board.state["about"])


@pytest.mark.parametrize("text", ["", "0", "-1", "nan", "inf", "5 s", "1,5", "<b>", "9" * 1000])
@pytest.mark.parametrize("name", ["interval", "timeout"])
def test_a_pace_that_is_none_is_refused_beside_its_field(lab: Lab, name: str, text: str) -> None:
    dashboard = lab.dashboard(timeout=1)
    entry = {"interval": dashboard.interval, "timeout": dashboard.timeout}[name]
    assert "a number of seconds" in enter(entry, text) or "a finite number" in entry.message.text
    assert 'role="alert"' in entry.message.widget.value
    assert "<b>" not in entry.message.widget.value
    assert entry.field.value == text
    assert (dashboard.checker.interval, dashboard.checker.timeout) == (3600, 1)
    assert not dashboard.add.message.text


def test_only_the_timeout_may_be_none(lab: Lab) -> None:
    dashboard = lab.dashboard(timeout=1)
    assert enter(dashboard.interval, "none") == ("a number of seconds, like 5 or 0.5, not 'none'")
    assert enter(dashboard.timeout, "never") == (
        "a number of seconds, like 5 or 0.5, or none, not 'never'"
    )


# Removing


def test_an_item_is_removed_by_the_button_in_its_row(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"), lab.item("db"))
    click_remove(dashboard, "api")
    wait_until(lambda: dashboard.message.text == "removed api")
    wait_until(lambda: list(outcomes(dashboard)) == ["db"])


def test_an_item_is_removed_by_python(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"), lab.item("db"))
    dashboard.remove("db")
    wait_until(lambda: list(outcomes(dashboard)) == ["api"])
    dashboard.remove("apo")
    wait_until(lambda: "there is no item with the id 'apo'" in dashboard.message.text)
    assert 'role="alert"' in dashboard.message.widget.value


def test_a_row_that_another_has_removed_is_told_and_nothing_else_is_removed(lab: Lab) -> None:
    first = lab.dashboard(lab.item("api"), lab.item("'api'"))
    second = lab.another(first.checker)
    click_remove(first, "api")
    wait_until(lambda: first.message.text == "removed api")
    click_remove(second, "api")
    wait_until(lambda: second.message.text == "'api' was removed already")
    assert list(first.checker.snapshot().items) == ["'api'"]


@pytest.mark.parametrize(
    "item_id",
    [" api ", EVIL, "a\ud800\udc80\n\x00\x1b", "x" * 1_000_000],
    ids=["spaces", "html", "unprintable", "long"],
)
def test_whatever_the_id_it_is_shown_as_text_and_can_be_removed(lab: Lab, item_id: str) -> None:
    dashboard = lab.dashboard(lab.item(item_id, "fail"), lab.item("b"))
    run_a_pass(dashboard)
    json.dumps(dashboard.board.get_state(), ensure_ascii=False).encode("utf-8")
    click(dashboard, act="remove", key=dashboard.board.rows[0]["key"])
    wait_until(lambda: list(outcomes(dashboard)) == ["b"])
    wait_until(lambda: dashboard.message.text.startswith("removed "))
    assert "<img" not in dashboard.message.widget.value
    dashboard.message.widget.value.encode("utf-8")


# Running, stopping, checking


def test_stop_shows_its_line_and_run_takes_it_away(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"))
    run_a_pass(dashboard)
    dashboard.stop.click()
    wait_until(lambda: dashboard.picture.stopped)
    assert dashboard.board.state["stopped"] == "Проверки остановлены"
    assert dashboard.board.state["report"] == "The run has ended. No check was left behind."
    assert log(dashboard)[0] == "Проверки остановлены"
    wait_until(lambda: not dashboard.checker.snapshot().running)
    run(dashboard)
    assert not dashboard.picture.stopped


def test_stop_does_not_wait_for_a_hung_check_and_names_it(lab: Lab) -> None:
    hung = lab.item("hung", HANG)
    dashboard = lab.dashboard(hung)
    run(dashboard)
    wait_until(lambda: hung.started)
    dashboard.stop.click()
    wait_until(lambda: dashboard.picture.stopped)
    assert "Given up, and still at work: hung." in dashboard.picture.stopped


def test_stop_when_nothing_runs_is_told(lab: Lab) -> None:
    dashboard = lab.dashboard()
    dashboard.stop.click()
    wait_until(lambda: dashboard.message.text)
    assert dashboard.message.text == "nothing runs: there is nothing to stop"


def test_run_while_it_runs_is_told(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"))
    run(dashboard)
    dashboard.run.click()
    wait_until(lambda: dashboard.message.text)
    assert dashboard.message.text == "the checks run already: stop() them first"
    assert dashboard.picture.running


def test_a_run_of_no_items_is_shown_after_a_stop(lab: Lab) -> None:
    dashboard = lab.dashboard()
    run(dashboard)
    dashboard.stop.click()
    wait_until(lambda: dashboard.picture.stopped and not dashboard.checker.snapshot().running)
    run(dashboard)


def test_check_now_checks_without_a_run(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api"))
    dashboard.check.click()
    wait_until(lambda: outcomes(dashboard).get("api") is Outcome.PASS)
    assert not dashboard.picture.running


def test_a_click_does_not_wait_for_a_check(lab: Lab) -> None:
    hung = lab.item("hung", HANG)
    dashboard = lab.dashboard(hung)
    dashboard.check.click()
    wait_until(lambda: hung.started)
    assert enter(dashboard.add, "db") == "added db"
    lab.release()
    wait_until(lambda: outcomes(dashboard)["hung"] is Outcome.PASS)


def test_a_click_that_fails_is_told_and_the_view_goes_on(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check() -> None:
        raise RuntimeError("can't start new thread")

    dashboard = lab.dashboard()
    monkeypatch.setattr(dashboard._hands, "check", check)
    dashboard.check.click()
    wait_until(lambda: dashboard.message.text == "RuntimeError: can't start new thread")
    assert enter(dashboard.add, "api") == "added api"


def test_a_closed_loop_is_told() -> None:
    loop = asyncio.new_event_loop()
    loop.close()
    future = TaskHands(AsyncChecker(), loop).stop()
    with pytest.raises(RuntimeError, match="closed"):
        future.result(timeout=0)


# Resting


def test_it_rests_when_the_last_place_has_gone_and_comes_back_with_it(lab: Lab) -> None:
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


def test_python_wakes_it_too(lab: Lab) -> None:
    before = painters()
    dashboard = lab.dashboard(lab.item("api"))
    click(dashboard, act="gone", view="one")
    wait_until(lambda: painters() == before)
    run_a_pass(dashboard)
    assert outcomes(dashboard) == {"api": Outcome.PASS}
    click(dashboard, act="gone", view="one")
    wait_until(lambda: painters() == before)
    dashboard.remove("api")
    wait_until(lambda: not dashboard.picture.rows)


def test_what_happens_while_it_rests_is_in_its_log_and_timeline(lab: Lab) -> None:
    before = painters()
    dashboard = lab.dashboard(lab.item("api", "fail"))
    run_a_pass(dashboard)
    click(dashboard, act="gone", view="one")
    wait_until(lambda: painters() == before)
    lab.stop(dashboard.checker)
    assert not dashboard.picture.stopped
    click(dashboard, act="shown", view="two")
    wait_until(lambda: dashboard.picture.stopped)
    assert log(dashboard) == [
        "Проверки остановлены",
        "pass 1 ended: 1 item, 1 failing",
        "api: не работает: health() вернул False",
    ]
    assert [panel.pass_number for panel in dashboard.picture.panels] == [1]


def test_one_thread_at_a_time_paints_however_fast_it_comes_and_goes(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    dashboard = lab.dashboard(lab.item("api", True, False), interval=0.01)
    paint = dashboard.board.paint
    at_work: list[int] = []
    most: list[int] = []
    never = threading.Event()

    def watched(picture: Any) -> None:
        at_work.append(1)
        most.append(len(at_work))
        paint(picture)
        never.wait(0.002)  # so that another would come in between
        at_work.pop()

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


def test_no_click_is_lost_to_a_place_that_goes_at_that_moment(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    dashboard = lab.dashboard()
    ask = ViewOwner.ask

    def ask_late(owner: ViewOwner, act: Any) -> None:
        monkeypatch.setattr(ViewOwner, "ask", ask)
        gone = threading.Thread(target=click, args=(dashboard,), kwargs={"act": "gone", "view": ""})
        gone.start()
        gone.join(0.2)  # it has to wait for this click
        ask(owner, act)

    monkeypatch.setattr(ViewOwner, "ask", ask_late)
    assert enter(dashboard.add, "api") == "added api"


def test_trouble_is_shown_and_the_checks_go_on(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", lambda args: None)
    dashboard = lab.dashboard(lab.item("api"), interval=0.01)
    run(dashboard)

    def paint(picture: object) -> None:
        raise ValueError("no paint left")

    monkeypatch.setattr(dashboard.board, "paint", paint)
    wait_until(lambda: dashboard.board.trouble)
    assert dashboard.board.trouble.endswith("the checks go on: ValueError: no paint left")
    passes = dashboard.checker.snapshot().pass_number
    wait_until(lambda: dashboard.checker.snapshot().pass_number > passes)
    dashboard.close()


# Closing


def test_closing_ends_the_thread_and_the_clicks_and_not_the_checks(lab: Lab) -> None:
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
    last = shown(dashboard)
    assert dashboard.checker.snapshot().running
    dashboard.checker.add(lab.item("db"))
    dashboard.add.field.value = "cache"
    dashboard.add.button.click()
    dashboard.stop.click()
    click_remove(dashboard, "api")
    click(dashboard, act="shown", view="one")
    dashboard.turn_to(1)
    wait_until(lambda: dashboard.checker.snapshot().items["db"].checks)
    assert shown(dashboard) == last
    assert list(dashboard.checker.snapshot().items) == ["api", "db"]
    assert dashboard.checker.snapshot().running
    assert painters() == before


def test_closing_while_it_rests_waits_for_what_it_still_does(lab: Lab) -> None:
    before = painters()
    for _ in range(20):
        dashboard = lab.dashboard(lab.item("api"))
        click(dashboard, act="gone", view="one")
        dashboard.close()
        assert painters() == before


def test_the_watch_ends_with_the_last_dashboard(lab: Lab) -> None:
    first = lab.dashboard(lab.item("api"))
    checker = first.checker
    second = lab.another(checker)
    assert listeners(checker) == 1
    first.close()
    first.close()
    assert listeners(checker) == 1
    second.close()
    assert listeners(checker) == 0
    assert id(checker) not in _watches


def test_a_checker_can_be_collected_when_its_dashboards_are_closed(lab: Lab) -> None:
    dashboard = lab.dashboard(lab.item("api", "fail"))
    run_a_pass(dashboard)
    enter(dashboard.add, "api")
    lab.stop(dashboard.checker)
    dashboard.close()
    checker, dashboard_there = weakref.ref(dashboard.checker), weakref.ref(dashboard)
    lab.forget()
    del dashboard
    gc.collect()
    assert dashboard_there() is None
    assert checker() is None


def test_it_may_be_closed_by_a_click(lab: Lab) -> None:
    before = painters()
    dashboard = lab.dashboard(make_item=lambda text: dashboard.close())
    dashboard.add.button.click()
    wait_until(lambda: painters() == before)
    assert dashboard.run.disabled


def test_it_may_be_closed_by_what_hears_the_events(lab: Lab) -> None:
    before = painters()
    made: list[Dashboard] = []
    dashboard = lab.dashboard(lab.item("api"), on_event=lambda event: made[0].close())
    made.append(dashboard)
    dashboard.run.click()
    wait_until(lambda: dashboard.run.disabled and painters() == before)
    wait_until(lambda: dashboard.checker.snapshot().items["api"].checks)


# What is refused


def test_what_is_no_checker_is_refused() -> None:
    with pytest.raises(TypeError, match="of a ThreadedChecker or an AsyncChecker, not of 'api'"):
        Dashboard("api")  # type: ignore[arg-type]


def test_a_dashboard_of_tasks_needs_a_loop() -> None:
    with pytest.raises(RuntimeError, match="in a cell or a coroutine"):
        Dashboard(AsyncChecker())


def test_a_dashboard_that_is_refused_leaves_nothing_behind() -> None:
    checker = ThreadedChecker()
    with pytest.raises(TypeError):
        Dashboard(checker, ItemMaker(lambda url, timeout: None, names=[object()]))  # type: ignore[list-item]
    assert listeners(checker) == 0
    assert id(checker) not in _watches
