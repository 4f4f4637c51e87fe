"""A report as HTML: states in words, hints folded, nothing of the code as a tag."""

from checker_lab.grading import Report
from tests.grading.reports import EVIL, MIXED, evil_verdict


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
