"""Findings cross to the grader, become one, and then a verdict."""

import json
from dataclasses import replace

import pytest

from checker_lab.grading import Evidence
from checker_lab.grading.sentences import NOTHING, say, verbatim
from checker_lab.grading.verdicts import Finding, Verdict, merged, printable_lines
from tests.grading.reports import EVIL, MIXED, evil_verdict, finding


def test_one_requirement() -> None:
    verdict = MIXED["repeats"]
    assert verdict.saw == "seen"
    assert verdict.title
    assert verdict.wanted
    assert verdict.hint() == verdict.hint(1) != verdict.hint(3)


def test_there_is_no_fourth_hint() -> None:
    with pytest.raises(ValueError, match="number must be from 1 to 3, not 4"):
        MIXED["repeats"].hint(4)


def test_one_failure_is_enough() -> None:
    passed, failed = finding("stops", "passed", "a"), finding("stops", "failed", "b")
    assert merged([passed, failed]).state == "failed"
    assert str(merged([failed, passed]).saw) == "b"


def test_a_pass_includes_the_remarks_too() -> None:
    both = merged([finding("stops", None, "a remark"), finding("stops", "passed", "all is well")])
    assert both.state == "passed"
    assert str(both.saw) == "all is well; a remark"


def test_a_finding_goes_through_json() -> None:
    shown = Evidence("schedule", "title", "text", "A B", "add before run")
    one = Finding("stops", "failed", verbatim("saw"), (shown,), True, "stop-ends", ("repeats",))
    assert Finding.from_dict(json.loads(json.dumps(one.to_dict()))) == one


def test_a_hint_that_fits_better_takes_the_place_of_the_first() -> None:
    hint = say("What is {name}?", name="this")
    one = Finding("stops", "failed", verbatim("saw"), hint=hint)
    usual = Verdict.of(replace(one, hint=NOTHING), "threads")
    verdict = Verdict.of(Finding.from_dict(json.loads(json.dumps(one.to_dict()))), "threads")
    assert verdict.hints == ("What is this?", *usual.hints[1:])
    assert merged([one, finding("stops", "failed", "more")]).hint == hint


def test_the_lines_of_evidence_are_read_in_either_language() -> None:
    lines = [say("{name} returned", name="stop()"), verbatim("a: 0.00–1.00")]
    shown = Evidence.of_lines("timetable", "what was printed", lines)
    sent = json.dumps(Finding("stops", "failed", verbatim("saw"), (shown,)).to_dict())
    (read,) = Finding.from_dict(json.loads(sent)).evidence
    russian = read.in_language("ru")
    assert (read.title, read.text) == ("what was printed", "stop() returned\na: 0.00–1.00")
    assert (russian.title, russian.text) == ("что напечатано", "stop() завершился\na: 0.00–1.00")
    assert russian.english == read.text


def test_a_finding_from_another_process_becomes_printable() -> None:
    shown = Evidence("printed", EVIL, f"{EVIL}\r\n\x9b31m\ud800")
    read = Finding.from_dict(Finding("stops", "failed", verbatim(f"{EVIL}\n"), (shown,)).to_dict())
    texts = [str(read.saw), read.evidence[0].title, *read.evidence[0].text.split("\n")]
    assert all(text.isprintable() for text in texts)
    assert read.evidence[0].text.split("\n")[1] == r"\x9b31m\ud800"


def test_only_a_line_feed_ends_a_line() -> None:
    assert printable_lines("a\nb\x0bc\u2028d") == "a\n" + r"b\x0bc\u2028d"


def test_a_verdict_as_text_indents_its_evidence() -> None:
    lines = str(evil_verdict()).splitlines()
    assert f"        {EVIL}" in lines


def test_a_verdict_without_hints_is_text_too() -> None:
    assert "hint" not in str(Verdict("stops", "title", "wanted", "failed", "saw"))


def lead_of(saw: str, cause: str, advice: str = "", *, is_whole: bool = False) -> str:
    return Verdict(
        "stop-twice",
        "title",
        "wanted",
        "failed",
        saw,
        hints=("What now?",),
        cause=cause,
        advice=advice,
        brief=saw,
        is_whole=is_whole,
    ).lead


def test_a_lead_does_not_repeat_itself() -> None:
    saw = "the second stop() raised RuntimeError: already"
    cause = f"{saw}, in line 5, `raise RuntimeError('already')`."
    assert lead_of(saw, cause) == f"stop-twice: {cause} What now?"
    assert lead_of(saw, cause, "Return.") == f"stop-twice: {cause} Return."


def test_a_sentence_in_a_lead_begins_with_a_capital_or_with_code() -> None:
    cause = "the second stop() is in line 5."
    assert lead_of("late", cause) == f"stop-twice: late. T{cause[1:]}"
    assert lead_of("late", cause, is_whole=True) == f"T{cause[1:]}"
    assert lead_of("late", "stop() is in line 5.") == "stop-twice: late. stop() is in line 5."
