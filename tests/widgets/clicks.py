"""What the browser sends to a dashboard, and what the dashboard shows in return."""

import json
import threading

from checker_lab.core.results import Outcome
from checker_lab.testing import wait_until
from checker_lab.view.item_key import key_of
from checker_lab.widgets import Dashboard, View
from checker_lab.widgets.adapters import Checker
from checker_lab.widgets.controls import Form

__all__ = [
    "board_data",
    "click",
    "click_remove",
    "listeners",
    "log",
    "outcomes",
    "painters",
    "run",
    "run_a_pass",
    "submit",
]


def board_data(view: View) -> str:
    """Everything that the board sends to the browser, as JSON."""
    board = view.board
    data = [board.status, board.rows, board.timeline, board.log, board.error]
    return json.dumps(data, ensure_ascii=False)


def outcomes(view: View) -> dict[str, Outcome | None]:
    return {row.item_id: row.outcome for row in view.state.rows}


def log(view: View) -> list[str]:
    """The lines of the log, without the time of day."""
    return [line.split(" ", 1)[1] for line in view.state.log]


def submit(form: Form, text: str) -> str:
    """Type a text, press Enter, and wait for the message."""
    form.message.text = ""
    form.enter(text)
    wait_until(lambda: form.message.text)
    return form.message.text


def click(view: View, /, **message: object) -> None:
    """Send what the browser sends when the board is clicked, displayed or removed."""
    view.board._handle_custom_msg(message, [])


def click_remove(view: View, item_id: str) -> None:
    click(view, act="remove", key=key_of(item_id))


def run(dashboard: Dashboard) -> None:
    passes = dashboard.state.pass_number
    dashboard.run.click()
    wait_until(lambda: dashboard.state.running and dashboard.state.pass_number > passes)


def run_a_pass(dashboard: Dashboard) -> None:
    """Run, and wait for the end of the first pass: an item added then is checked immediately."""
    run(dashboard)
    ended = f"pass {dashboard.state.pass_number} ended"
    wait_until(lambda: any(line.startswith(ended) for line in log(dashboard)))


def painters() -> int:
    """How many painter threads run."""
    return sum(thread.name == "checker_lab view" for thread in threading.enumerate())


def listeners(checker: Checker) -> int:
    """How many listeners the checker has besides `on_event`."""
    return len(checker._listeners._all) - 1
