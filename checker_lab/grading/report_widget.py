"""A report in a notebook, with a button that opens the schedule that loses an item."""

from collections.abc import Callable
from typing import Any

import ipywidgets

from checker_lab.grading.probes.games import AddGame
from checker_lab.grading.report import Report
from checker_lab.grading.report_html import report_html
from checker_lab.grading.verdicts import Evidence
from checker_lab.widgets import Scheduler

__all__ = ["report_widget"]


def report_widget(report: Report) -> Any:
    """The report's table, and a button for each schedule that can be played here."""
    table = ipywidgets.HTML(report_html(report))
    buttons = [
        _opener(report, shown)
        for verdict in report.verdicts
        for shown in verdict.evidence
        if shown.schedule and report.code is not None
    ]
    return ipywidgets.VBox([table, *buttons])


def _opener(report: Report, shown: Evidence) -> Any:
    """A button, and the place where the game opens."""
    button = ipywidgets.Button(
        description=f"Open the schedule that loses ({shown.game})",
        tooltip="Play it step by step: who moves when, and what is lost",
        layout={"width": "auto"},
    )
    place = ipywidgets.VBox([button])
    button.on_click(lambda _: _open(place, button, lambda: schedule_game(report, shown).widget))
    return place


def schedule_game(report: Report, shown: Evidence) -> Scheduler:
    """The scheduler over the learner's own class, with the losing schedule played."""
    game = AddGame(report.code, report.kind, shown.game)
    scheduler = Scheduler(
        game.setup, game.threads, game.win, title=f"{report.target}: {shown.game}", show=_inside
    )
    scheduler.step(shown.schedule)
    return scheduler


def _inside(checker: Any) -> dict[str, object]:
    """What a checker keeps: learners hide it or not."""
    return dict(getattr(checker, "__dict__", {}))


def _open(place: Any, button: Any, make: Callable[[], Any]) -> None:
    button.disabled = True
    try:
        opened = make()
    except Exception as error:
        # A click has nobody to raise to.
        opened = ipywidgets.Label(f"it cannot be played here: {error}")
    place.children = (button, opened)
