"""What is done is recorded in a file beside the notebooks, whatever happens to that file."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checker_lab.grading import Progress, Report, Verdict
from checker_lab.grading.sentences import verbatim
from checker_lab.grading.verdicts import Finding, State


def report(state: State) -> Report:
    return Report(
        "Mine", "threads", (Verdict.of(Finding("stops", state, verbatim("")), "threads"),)
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "progress.json"


def test_nothing_is_done_at_first(path: Path) -> None:
    progress = Progress(path)
    assert progress.done == {}
    assert progress.table(["one"]) == "○ one  to do"
    assert not path.exists()


def test_what_is_done_stays_done(path: Path) -> None:
    assert Progress(path).record("one", report("passed"))
    assert not Progress(path).record("one", report("failed"))
    assert list(Progress(path).done) == ["one"]
    assert json.loads(path.read_text(encoding="utf-8"))["exercises"]["one"]["tries"] == 2


def test_the_table_has_the_exercises_in_order(path: Path) -> None:
    progress = Progress(path)
    progress.record("two", report("failed"))
    progress.record("one", report("passed"))
    lines = progress.table(["one", "two", "three"]).splitlines()
    assert lines[0].startswith("✓ one    done on 20")
    assert lines[1:] == ["… two    started; not met yet: stops", "○ three  to do"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"exercises": 7}',
        '{"exercises": {"one": 7}}',
        '{"exercises": {"one": {"failed": 7}}}',
        '{"exercises": {"one": {"failed": [7]}}}',
        '{"exercises": {"one": {"done": true}}}',
        '{"exercises": {"one": {"tries": "2"}}}',
        "\x00" * 100,
        "[" * 100_000,
    ],
    ids=range(11),
)
def test_a_malformed_file_is_reported_and_nothing_is_lost(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    progress = Progress(path)
    assert progress.done == {}
    assert "cannot be read" in progress.table()
    assert "cannot be read" in progress.html()
    assert path.read_text(encoding="utf-8") == text, "to look changes nothing"
    progress.record("one", report("passed"))
    assert "and is now progress.json.unreadable" in progress.trouble
    assert (path.parent / "progress.json.unreadable").read_text(encoding="utf-8") == text
    assert list(Progress(path).done) == ["one"]


def test_a_second_corrupt_file_does_not_overwrite_the_first(path: Path) -> None:
    for text in ("first", "second"):
        path.write_text(text, encoding="utf-8")
        Progress(path).record("one", report("passed"))
    kept = sorted(file.read_text(encoding="utf-8") for file in path.parent.glob("*.unreadable*"))
    assert kept == ["first", "second"]


def test_html_escapes(path: Path) -> None:
    progress = Progress(path)
    progress.record("<b>one</b>", report("passed"))
    assert "<b>" not in progress.html()
    assert progress._repr_html_() == progress.html()


def test_an_exercise_has_a_name(path: Path) -> None:
    with pytest.raises(ValueError, match="an exercise must have a name"):
        Progress(path).record(" ", report("passed"))


def test_two_who_record_lose_nothing_of_each_other(path: Path) -> None:
    def work(number: int) -> None:
        for count in range(25):
            Progress(path).record(f"exercise {number}.{count}", report("passed"))
            Progress(path).record("the same", report("failed"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    entries = json.loads(path.read_text(encoding="utf-8"))["exercises"]
    assert len(entries) == 4 * 25 + 1
    assert entries["the same"]["tries"] == 4 * 25
    assert list(path.parent.iterdir()) == [path]


def test_a_text_that_cannot_be_encoded_is_kept(path: Path) -> None:
    Progress(path).record("lone \ud800 surrogate", report("passed"))
    assert list(Progress(path).done) == ["lone \ud800 surrogate"]
    assert r"\ud800" in Progress(path).table()
    assert r"\ud800" in Progress(path).html()
