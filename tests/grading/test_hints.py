"""Each requirement has hints that help without giving the answer."""

import pytest

from checker_lab.grading.hints import hints_for
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


def test_the_first_hint_may_be_another_one() -> None:
    usual = hints_for("times-out", "threads")
    fitting = hints_for("times-out", "threads", first=say("What ends the wait too early?"))
    assert fitting == ("What ends the wait too early?", *usual[1:])
