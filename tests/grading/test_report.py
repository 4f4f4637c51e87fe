"""What a report says to people and to programs."""

import json

import pytest

from checker_lab.grading import Report, Verdict
from checker_lab.grading.mishap import Mishap
from checker_lab.grading.requirements import REQUIREMENTS
from checker_lab.grading.sentences import say
from checker_lab.grading.verdicts import Finding
from tests.grading.reports import MIXED, finding, report


def test_names_by_state() -> None:
    assert (MIXED.passed, MIXED.failed, MIXED.not_reached) == (
        ("returns",),
        ("repeats",),
        ("stops",),
    )
    assert not MIXED.ok
    assert report(finding("returns", "passed")).ok
    assert not report(finding("returns", "not reached")).ok


def test_what_was_not_judged_is_a_key_error_that_names_what_was() -> None:
    with pytest.raises(KeyError, match="returns, repeats, stops"):
        MIXED["parallel"]


def test_text_tells_the_state_in_words() -> None:
    text = str(MIXED)
    lead, _, summary, *_ = text.splitlines()
    assert lead == f"repeats: seen. {MIXED['repeats'].hint(1)}"
    assert summary == "Mine (threads): 1 of 3 requirements met, 1 not, 1 not reached"
    assert "✗ failed       repeats" in text
    assert f"wanted: {REQUIREMENTS['repeats'].wanted}" in text
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
        "lead",
        "passed",
        "failed",
        "not_reached",
        "seconds",
        "real_time_because",
        "flag",
        "not_judged_because",
        "borrowed_because",
        "requirements",
    ]
    assert data["failed"] == ["repeats"]
    assert list(data["requirements"][0]) == [
        "name",
        "title",
        "state",
        "wanted",
        "saw",
        "cause",
        "advice",
        "evidence",
    ]


def test_what_was_not_reached_is_one_line() -> None:
    text = str(MIXED)
    assert "… 1 other requirement was not reached" in text
    assert "stop() stops the checks" not in text


def test_an_error_in_the_code_leads() -> None:
    mishap = Mishap(0, say("run() raised NameError: x, in line 3, `x`."), say("Did you mean 'y'?"))
    found = Finding("stops", "failed", say("seen"), mishap=mishap)
    verdicts = (*MIXED.verdicts[:2], Verdict.of(found, "threads"))
    told = Report("Mine", "threads", verdicts, blame="stops")
    lead = "run() raised NameError: x, in line 3, `x`. Did you mean 'y'?"
    assert str(told).splitlines()[0] == told.lead == lead
    assert str(told).index("✗ failed       stops") < str(told).index("✗ failed       repeats")


def test_a_report_in_russian() -> None:
    found = finding("returns", "failed", "видно")
    told = Report("Mine", "threads", (Verdict.of(found, "threads", "ru"),), language="ru")
    assert told.summary == "Mine (потоки): выполнено 0 из 1 требования, не выполнено 1"
    assert "✗ не выполнено  returns" in str(told)


def test_the_first_hint_is_given_once() -> None:
    text = str(report(finding("repeats", "failed"), finding("stops", "failed")))
    first, second = MIXED["repeats"].hint(1), report(finding("stops", "failed"))["stops"].hint(1)
    assert text.count(first) == 1
    # Only one requirement leads.
    assert f"Hint 1 on stops: {second}" in text
