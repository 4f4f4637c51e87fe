"""Right solutions in odd dress are right, and nothing odd in a file breaks the grader."""

from pathlib import Path

import pytest

from checker_lab.grading import grade_file

pytestmark = pytest.mark.timeout(120)

LEARNERS = Path(__file__).parents[1] / "learners"
RIGHT = (LEARNERS / "correct" / "threads_lock.py").read_text(encoding="utf-8")
FUTURE = "from __future__ import annotations\n"
HEAD, BODY = RIGHT.split(FUTURE)

BESIDE = {
    "input": "seconds = int(input('seconds? '))",
    "arguments": "import argparse\nargparse.ArgumentParser().parse_args()",
    "a huge stack": "import threading\nthreading.stack_size(1 << 30)",
    "a foreign library": "import ctypes\nlibc = ctypes.CDLL(None)\nlibc.getpid()",
    "a command": "import os\nos.system('true')",
    "much computing": "total = sum(range(20_000_000))",
    "a wrapped stdout": "import io, sys\n"
    "sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='utf-8')",
    "stdout by number": "import sys\nsys.stdout = open(1, 'w', encoding='utf-8', closefd=False)",
}


@pytest.mark.parametrize("name", BESIDE)
def test_beside_a_right_solution_stands(name: str, tmp_path: Path) -> None:
    path = tmp_path / "solution.py"
    path.write_text(HEAD + FUTURE + BESIDE[name] + "\n" + BODY, encoding="utf-8")
    report = grade_file(path, only=("returns", "stop-message"))
    assert (report.ok, report.foreign) == (True, ""), str(report)
