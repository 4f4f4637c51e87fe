"""An item replaces the one with the same id."""

import pytest

from checker_lab.grading import grade_file
from tests.grading.learner_reports import assert_judged
from tests.learners import learners

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize("name", [one.name for one in learners() if one.asks])
def test_it_is_judged_as_the_file_says(name: str) -> None:
    assert_judged(name, only=("one-per-id",))


def test_the_evidence_tells_the_items_apart() -> None:
    path = next(one.path for one in learners() if one.name == "asyncio_first_one_stays")
    verdict = grade_file(path, only="one-per-id")["one-per-id"]
    assert "the old one was checked and the new one was not" in verdict.saw
    *_, first, second = verdict.evidence[0].text.splitlines()
    assert first.startswith("item 1 with the id 'same id': 0.00–0.00, 0.20–0.20")
    assert second == "item 2 with the id 'same id': never checked"


def test_nobody_is_asked_who_was_not_told() -> None:
    path = next(one.path for one in learners() if one.name == "threads_list_keeps_both")
    report = grade_file(path, only=("adds-live", "no-lost-add"))
    assert report.ok, str(report)
