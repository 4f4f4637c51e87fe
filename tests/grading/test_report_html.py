"""A report as HTML: states in words, hints folded, nothing of the code as a tag."""

from checker_lab.grading import Verdict
from checker_lab.grading.report_html import report_html
from checker_lab.grading.sentences import verbatim
from checker_lab.grading.verdicts import Evidence, Finding
from tests.grading.reports import EVIL, MIXED, evil_verdict
from tests.schedules.picture.drawn import lost_run


def test_it_escapes_what_comes_from_the_code() -> None:
    html = report_html(EVIL, [evil_verdict()])
    assert "<script" not in html
    assert "\x1b" not in html
    assert html.count("&lt;script&gt;") == 4


def test_states_are_words_and_each_hint_is_folded_into_the_one_before() -> None:
    html = MIXED._repr_html_()
    assert html.count('scope="row"') == 3
    assert "</span>failed</td>" in html
    first, second = MIXED["repeats"].hint(1), MIXED["repeats"].hint(2)
    assert html.index("Hint 1") < html.index(first) < html.index("Hint 2") < html.index(second)


def verdict_with(text: str) -> Verdict:
    shown = Evidence("schedule", "the schedule that loses", text, "A A B*3 A", "add before run")
    return Verdict.of(Finding("no-lost-add", "failed", verbatim("lost"), (shown,)), "threads")


def test_a_schedule_is_drawn_with_its_lanes() -> None:
    run = lost_run()
    html = report_html("one failed", [verdict_with(f"schedule: {run.schedule}\n{run}")])
    assert "<summary>the schedule that loses</summary>" in html
    assert "b is lost here: A stores a list that never had it" in html
    assert "<pre>" not in html


def test_a_schedule_that_cannot_be_read_is_shown_as_text() -> None:
    assert "<pre>no schedule</pre>" in report_html("one failed", [verdict_with("no schedule")])
