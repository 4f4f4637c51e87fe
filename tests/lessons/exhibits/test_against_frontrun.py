"""Tests against frontrun, an independent explorer: it agrees on every race and its fix."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.lessons.exhibits.explored import SCHEDULES, explored_broken, explored_fixed

ROOT = Path(__file__).parents[3]

# Bugs that some schedules of threads have, and others have not.
RACES = (
    "lost_update",
    "dict_changes_size",
    "two_owners",
    "stop_at_the_tick",
    "stopped_too_early",
    "append_stdout",
)


@pytest.fixture(scope="module")
def frontrun_says() -> Any:
    """The verdicts of frontrun on all races, asked once."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.lessons.exhibits.ask_frontrun", *RACES],
        cwd=ROOT,
        env={**os.environ, "FRONTRUN_ACTIVE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_frontrun_is_asked_about_every_race() -> None:
    in_threads = [name for name, exhibit in SCHEDULES.items() if not exhibit.is_async]
    found = {name: explored_broken(name) for name in in_threads}
    races = {name for name, one in found.items() if 0 < one.losing < one.explored}
    assert races == set(RACES)


@pytest.mark.parametrize("name", RACES)
def test_both_find_the_bug(name: str, frontrun_says: Any) -> None:
    ours, theirs = explored_broken(name), frontrun_says[name]["broken"]
    assert ours.exhausted
    assert theirs["exhausted"], theirs["why"]
    assert theirs["explored"] > 1
    assert ours.losing
    assert theirs["holds"] is False


@pytest.mark.parametrize("name", RACES)
def test_both_prove_the_fix(name: str, frontrun_says: Any) -> None:
    ours, theirs = explored_fixed(name), frontrun_says[name]["fixed"]
    assert ours.exhausted
    assert theirs["exhausted"], theirs["why"]
    assert theirs["explored"] > 1
    assert not ours.losing
    assert theirs["holds"] is True
