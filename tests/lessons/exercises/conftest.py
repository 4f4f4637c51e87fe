"""Exercises without a grading that takes seconds."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from checker_lab.core.language import Language
from checker_lab.grading import Report, Verdict
from checker_lab.grading.hints import hints_for
from checker_lab.grading.kind import Kind, kind_of
from checker_lab.grading.requirements import REQUIREMENTS
from checker_lab.lessons.exercises import checking
from checker_lab.lessons.exercises import progress as progress_module


@pytest.fixture
def progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which progress is recorded; nothing is done yet."""
    path = tmp_path / "progress.json"
    monkeypatch.setenv(progress_module.VARIABLE, str(path))
    monkeypatch.setattr(progress_module, "_done_here", set())
    return path


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch, progress: Path) -> set[str]:
    """The names of the requirements that every answer fails; add to it."""
    failed: set[str] = set()

    def judge(answer: Any, *, only: Iterable[str], language: Language) -> Report:
        return report(answer.__name__, kind_of(answer), only, failed, language)

    monkeypatch.setattr(checking, "grade", judge)
    monkeypatch.setattr(checking, "grade_timeout", judge)
    return failed


def report(
    target: str, kind: Kind, names: Iterable[str], failed: Iterable[str], language: Language
) -> Report:
    verdicts = [
        Verdict(
            name,
            REQUIREMENTS[name].title,
            REQUIREMENTS[name].wanted,
            "failed" if name in failed else "passed",
            "it was not so",
            hints=hints_for(name, kind),
        )
        for name in names
    ]
    return Report(target, kind, tuple(verdicts), language=language)
