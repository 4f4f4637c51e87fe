"""The seal names what was replaced, and nothing else."""

import builtins
import json

import pytest

from checker_lab.grading.child import trial
from checker_lab.grading.child.seal import seal


def test_it_names_what_was_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = seal()
    assert broken() == ""
    with monkeypatch.context() as patch:
        patch.setattr(trial.Trial, "failed", None)
        assert broken() == "checker_lab.grading.child.trial.Trial.failed"
    with monkeypatch.context() as patch:
        patch.setattr(json, "dumps", None)
        assert broken() == "json.dumps"
    with monkeypatch.context() as patch:
        patch.setattr(builtins, "sorted", lambda *args: [])
        assert broken() == "builtins.sorted"
    assert broken() == ""


def test_programs_may_replace_print_and_open(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = seal()
    with monkeypatch.context() as patch:
        patch.setattr(builtins, "print", lambda *args: None)
        patch.setattr(builtins, "open", None)
        found = broken()
    assert found == ""
