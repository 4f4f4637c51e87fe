"""Each requirement has hints that help without giving the answer."""

import ast
from pathlib import Path

import pytest

import checker_lab.grading
from checker_lab.grading.hints import FIRST_HINTS, HINTS, hints_for
from checker_lab.grading.kind import Kind
from checker_lab.grading.requirements import REQUIREMENTS
from checker_lab.grading.sentences import say


@pytest.mark.parametrize("name", REQUIREMENTS)
@pytest.mark.parametrize("kind", ["threads", "asyncio"])
def test_each_has_three_hints(name: str, kind: Kind) -> None:
    hints = hints_for(name, kind)
    assert len(set(hints)) == 3
    assert all(hint[0].isupper() or hint.startswith(("stop()", "get_health()")) for hint in hints)
    assert not any(code in hint for hint in hints for code in ("{", "import ", "def ", " = "))
    assert hints[0].endswith(("?", "it.", "writes."))


def test_first_hints_are_about_sentences_of_probes() -> None:
    probes = Path(checker_lab.grading.__file__).parent / "probes"
    said = {
        node.value
        for file in probes.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert FIRST_HINTS.keys() <= HINTS.keys()
    assert {template for fitting in FIRST_HINTS.values() for template in fitting} <= said


def test_the_first_hint_fits_what_was_seen() -> None:
    wrong = say("{case}, it returned {value} and raised no TimeoutError", case="so", value="None")
    usual = hints_for("times-out", "threads")
    fitting = hints_for("times-out", "threads", saw=say("in a row: {wrong}", wrong=wrong))
    assert fitting[0] != usual[0]
    assert fitting[1:] == usual[1:]
    assert hints_for("times-out", "threads", saw=say("something else")) == usual
