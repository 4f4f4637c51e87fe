"""What a report says to people and to programs."""

import json

import pytest

from checker_lab.grading import Evidence, Report, Verdict
from checker_lab.grading.report_html import report_html
from checker_lab.grading.verdicts import Finding, State, merged

EVIL = "<script>alert('x')</script>\x1b[31m"


def finding(name: str, state: State | None, saw: str = "seen", *, by_time: bool = False) -> Finding:
    return Finding(name, state, saw, by_time=by_time)


def report(*findings: Finding) -> Report:
    return Report("Mine", "threads", tuple(Verdict.of(one, "threads") for one in findings), 1.5)


MIXED = report(
    finding("returns", "passed"), finding("repeats", "failed"), finding("stops", "not reached")
)


def test_names_by_state() -> None:
    assert (MIXED.passed, MIXED.failed, MIXED.not_reached) == (
        ("returns",),
        ("repeats",),
        ("stops",),
    )
    assert not MIXED.ok
    assert report(finding("returns", "passed")).ok
    assert not report(finding("returns", "not reached")).ok


def test_one_requirement() -> None:
    verdict = MIXED["repeats"]
    assert verdict.saw == "seen"
    assert verdict.title
    assert verdict.wanted
    assert verdict.hint() == verdict.hint(1) != verdict.hint(3)


def test_there_is_no_fourth_hint() -> None:
    with pytest.raises(ValueError, match="hints are 1 to 3, not 4"):
        MIXED["repeats"].hint(4)


def test_what_was_not_judged_is_a_key_error_that_names_what_was() -> None:
    with pytest.raises(KeyError, match="returns, repeats, stops"):
        MIXED["parallel"]


def test_text_tells_the_state_in_words() -> None:
    text = str(MIXED)
    assert text.startswith("Mine (threads): 1 of 3 requirements met, 1 not, 1 not reached")
    assert "✗ failed       repeats" in text
    assert "wanted: Passes begin every interval" in text
    assert MIXED["repeats"].hint(1) in text
    assert MIXED["repeats"].hint(2) not in text


def test_repr_is_one_line_that_is_the_same_in_every_run() -> None:
    assert repr(MIXED) == (
        "<Report of Mine (threads): 1 of 3 requirements met, 1 not, 1 not reached>"
    )


def test_json_is_for_a_gradebook() -> None:
    data = json.loads(MIXED.to_json())
    assert list(data) == [
        "version",
        "target",
        "kind",
        "ok",
        "passed",
        "failed",
        "not_reached",
        "seconds",
        "requirements",
    ]
    assert data["failed"] == ["repeats"]
    assert list(data["requirements"][0]) == ["name", "title", "state", "wanted", "saw", "evidence"]


def test_html_escapes_what_comes_from_the_code() -> None:
    shown = Evidence("printed", f"printed {EVIL}", f"first\n{EVIL}")
    evil = Finding("stops", "failed", f"saw {EVIL}", (shown,))
    html = report_html(Report(EVIL, "threads", (Verdict.of(evil, "threads"),)))
    assert "<script" not in html
    assert "\x1b" not in html
    assert html.count("&lt;script&gt;") == 4


def test_html_tells_state_in_words_and_folds_hints_into_one_another() -> None:
    html = report_html(MIXED)
    assert html.count('scope="row"') == 3
    assert "</span>failed</td>" in html
    first, second = MIXED["repeats"].hint(1), MIXED["repeats"].hint(2)
    assert html.index(first) < html.index("Hint 2") < html.index(second)


def test_one_failure_is_enough() -> None:
    passed, failed = finding("stops", "passed", "a"), finding("stops", "failed", "b")
    assert merged([passed, failed]).state == "failed"
    assert merged([failed, passed]).saw == "b"


def test_a_pass_tells_the_remarks_too() -> None:
    both = merged([finding("stops", None, "a remark"), finding("stops", "passed", "all is well")])
    assert both.state == "passed"
    assert both.saw == "all is well; a remark"


def test_a_finding_goes_through_json() -> None:
    shown = Evidence("schedule", "title", "text", "A B", "add before run")
    one = Finding("stops", "failed", "saw", (shown,), True, "stop-ends", ("repeats",))
    assert Finding.from_dict(json.loads(json.dumps(one.to_dict()))) == one
