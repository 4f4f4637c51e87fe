"""To grade loads nothing heavy before it is needed."""

import subprocess
import sys
from pathlib import Path

HEAVY = {"IPython", "ipywidgets", "cloudpickle", "frontrun", "matplotlib"}


def test_importing_grading_loads_nothing_heavy() -> None:
    code = "import sys, checker_lab.grading; print(*sys.modules)"
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert HEAVY.isdisjoint(run.stdout.split())
