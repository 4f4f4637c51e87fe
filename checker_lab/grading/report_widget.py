"""A report in a notebook, with buttons that open the schedules that lose an item."""

from collections.abc import Callable
from typing import Any, Protocol

import ipywidgets

from checker_lab.core.language import Language
from checker_lab.grading.add_game import AddGame
from checker_lab.grading.kind import Kind
from checker_lab.grading.report_html import ShownReport, lead_html, table_html
from checker_lab.grading.sentences import say, translated
from checker_lab.grading.transfer import copies
from checker_lab.grading.verdicts import Evidence
from checker_lab.widgets import Scheduler

__all__ = ["PlayableReport", "report_widget", "schedule_game"]


class PlayableReport(ShownReport, Protocol):
    """What this module needs of a report."""

    @property
    def target(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def code(self) -> Any: ...


def report_widget(report: PlayableReport) -> Any:
    """Return the report, with a button for each schedule that can be played here.

    The buttons stand above the table, which begins with the picture of such a schedule.
    """
    lead, table = ipywidgets.HTML(lead_html(report)), ipywidgets.HTML(table_html(report))
    buttons = [
        _opener(report, shown)
        for verdict in report.verdicts
        for shown in verdict.evidence
        if shown.schedule and report.code is not None
    ]
    return ipywidgets.VBox([lead, *buttons, table])


def _opener(report: PlayableReport, shown: Evidence) -> Any:
    """Return a button, in the box where its game opens."""
    language = report.language
    button = ipywidgets.Button(
        description=say(
            "Open the schedule that loses ({game})", game=translated(shown.game, language)
        ).in_language(language),
        tooltip=translated(
            "Play it step by step: see which thread moves when, and what is lost", language
        ),
        layout={"width": "auto", "align_self": "flex-start"},
    )
    place = ipywidgets.VBox([button])
    button.on_click(
        lambda _: _open(place, button, lambda: schedule_game(report, shown).widget, language)
    )
    return place


def schedule_game(report: PlayableReport, shown: Evidence) -> Scheduler:
    """Return the scheduler over the learner's own class, ready to play the losing schedule."""
    game = AddGame(report.code, report.kind, shown.game, load_again=copies(report.code))
    scheduler = Scheduler(
        game.setup,
        game.threads,
        game.win,
        language=report.language,
        title=f"{report.target}: {translated(shown.game, report.language)}",
        show=_attributes,
    )
    scheduler.prepare(shown.schedule)
    return scheduler


def _attributes(checker: Any) -> dict[str, object]:
    return dict(getattr(checker, "__dict__", {}))


def _open(place: Any, button: Any, make: Callable[[], Any], language: Language) -> None:
    button.disabled = True
    try:
        opened = make()
    except Exception as error:
        # A click has no caller to raise to.
        words = say("it cannot be played here: {error}", error=str(error))
        opened = ipywidgets.Label(words.in_language(language))
    place.children = (button, opened)
