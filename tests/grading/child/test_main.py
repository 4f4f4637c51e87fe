"""The process of the learner's code works whatever that code does to it."""

from pathlib import Path

import pytest

from checker_lab.grading import grade_file
from tests.grading import sample_checkers

pytestmark = pytest.mark.timeout(120)

SPOILERS = {
    "time": "import time\ntime.sleep = lambda s: None\ntime.perf_counter = lambda: 0.0",
    "wrapped stdout": (
        "import sys\nclass Loud:\n    def __init__(self, under): self.under = under\n"
        "    def write(self, text): return self.under.write(text)\n"
        "    def flush(self): self.under.flush()\nsys.stdout = Loud(sys.stdout)"
    ),
    "closed stdout": "import sys, os\nsys.stdout.close()\nos.close(1)",
    "print": "import os\nprint = lambda text: os.write(1, (text + chr(10)).encode())",
}


@pytest.mark.parametrize("name", SPOILERS)
def test_a_right_one_that_changes_the_world_is_still_right(name: str, tmp_path: Path) -> None:
    source = Path(sample_checkers.__file__).read_text(encoding="utf-8")
    right = source[source.index("import threading") : source.index("class Loses")]
    path = tmp_path / "solution.py"
    path.write_text(f"{SPOILERS[name]}\n{right}", encoding="utf-8")
    report = grade_file(path, only=("first-pass", "stop-message", "reports-panic"))
    assert report.ok, str(report)
