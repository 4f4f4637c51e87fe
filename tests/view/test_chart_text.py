"""Lanes on one time axis as text."""

from checker_lab import Outcome
from checker_lab.view.chart import DrawnCheck, Group, Label, Lane
from checker_lab.view.chart_text import WIDTH, chart_text


def test_bars_stand_below_each_other_on_one_axis() -> None:
    slow = DrawnCheck(Outcome.TIMEOUT, 0.0, 0.1, 0.2, "")
    skipped = DrawnCheck(Outcome.SKIPPED, 0.5, 0.0, 0.0, "")
    in_flight = DrawnCheck(None, 0.5, 0.1, 0.0, "")
    groups = [
        Group("threads", "2 s", [Lane("hangs", (slow, skipped))], 3),
        Group("tasks", "1 s", [Lane("an id of some length", (in_flight,))]),
    ]
    assert chart_text(groups, [Label(0.0, "0 s"), Label(0.5, "1 s")], "en").split("\n") == [
        "threads 2 s",
        "  hangs        █████◔┈┈┈┈┈┈┈┈┈┈         •",
        "  … and 3 more",
        "tasks 1 s",
        "  an id of som                          ▒▒▒▒▒…",
        "               0 s                      1 s",
    ]
    assert WIDTH == 50
