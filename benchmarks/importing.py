"""How long `import checker_lab` takes, in a fresh interpreter."""

import subprocess
import sys
from pathlib import Path

from benchmarks.harness import Row, Rows, Size, alternate

ROW = Row("`import checker_lab`", "`import asyncio`", 2.0)
ROOT = Path(__file__).parents[1]


def rows(size: Size) -> Rows:
    rounds = size.rounds * 2 + 1  # it is short, and the file cache may be cold
    yield ROW.measured(
        alternate(lambda: importing("checker_lab"), lambda: importing("asyncio"), rounds)
    )


def importing(module: str) -> float:
    """Return the seconds that the import takes."""
    code = f"from time import perf_counter as t; a = t(); import {module}; print(t() - a)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(run.stdout)
