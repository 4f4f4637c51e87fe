"""A report as HTML: states in words, hints folded, nothing of the code as a tag."""

from checker_lab.grading.report_html import report_html
from tests.grading.reports import EVIL, MIXED, evil_verdict


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
