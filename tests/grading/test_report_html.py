"""A report as HTML: states in words, hints folded, nothing of the code as a tag."""

from checker_lab.grading import Report, Verdict
from checker_lab.grading.sentences import verbatim
from checker_lab.grading.verdicts import Evidence, Finding
from tests.grading.reports import EVIL, MIXED, evil_verdict
from tests.schedules.picture.drawn import lost_run


def test_it_escapes_what_comes_from_the_code() -> None:
    html = Report(EVIL, "threads", (evil_verdict(),))._repr_html_()
    assert "<script" not in html
    assert "\x1b" not in html
    assert html.count("&lt;script&gt;") == 5


def test_states_are_words_and_each_hint_is_folded_into_the_one_before() -> None:
    html = MIXED._repr_html_()
    assert html.count('scope="row"') == 2
    assert html.index("1 other requirement was not reached") < html.index("stop() stops the checks")
    assert "</span>failed</td>" in html
    first, second = MIXED["repeats"].hint(1), MIXED["repeats"].hint(2)
    assert (
        html.index(">Hint 1 on repeats<")
        < html.rindex(first)
        < html.index(">Hint 2 on repeats<")
        < html.index(second)
    )


def html_of(text: str) -> str:
    shown = Evidence("schedule", "the schedule that loses", text, "A A B*3 A", "add before run")
    verdict = Verdict.of(Finding("no-lost-add", "failed", verbatim("lost"), (shown,)), "threads")
    return Report("Mine", "threads", (verdict,))._repr_html_()


def test_a_schedule_is_drawn_with_its_lanes() -> None:
    run = lost_run()
    html = html_of(f"schedule: {run.schedule}\n{run}")
    assert "<summary>the schedule that loses</summary>" in html
    assert "b is lost here: A stores a list that never had it" in html
    assert "<pre>" not in html


def test_a_schedule_that_cannot_be_read_is_shown_as_text() -> None:
    assert "<pre>no schedule</pre>" in html_of("no schedule")


def test_code_in_a_sentence_looks_like_code() -> None:
    finding = Finding("returns", "failed", verbatim("it is in `<loop>`"), ())
    html = Report("Mine", "threads", (Verdict.of(finding, "threads"),))._repr_html_()
    assert "it is in <code>&lt;loop&gt;</code>" in html
