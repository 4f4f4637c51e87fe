"""Tests against frontrun, an independent explorer: the same verdicts on races and fixes."""

import json
import os
import subprocess
import sys

import pytest

from checker_lab.schedules import explore
from tests.schedules.ask_frontrun import CASES, Case

Verdict = tuple[bool | None, int, str | None]


@pytest.fixture(scope="module")
def frontrun_says() -> dict[str, Verdict]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.schedules.ask_frontrun"],
        env={**os.environ, "FRONTRUN_ACTIVE": "1"},
        capture_output=True,
        text=True,
        timeout=50,
        check=True,
    )
    verdicts: dict[str, Verdict] = json.loads(done.stdout)
    return verdicts


@pytest.mark.parametrize(("name", "case"), CASES.items(), ids=CASES)
def test_both_come_to_the_same_verdict(
    name: str, case: Case, frontrun_says: dict[str, Verdict]
) -> None:
    holds, explored, inconclusive = frontrun_says[name]
    # frontrun says None, and why, unless it has explored all that there is.
    assert (holds, inconclusive) == (case.holds, None)
    assert explored >= 2
    threads = dict(zip("AB", case.functions, strict=True))
    found = explore(case.setup, threads, case.invariant, preemptions=case.preemptions)
    assert found.exhausted
    assert found.holds is case.holds
