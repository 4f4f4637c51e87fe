"""`python -m benchmarks` measures everything, `python -m benchmarks channel` only that theme."""

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from benchmarks.harness import Row, Size
from benchmarks.picture import draw
from benchmarks.table import RESULTS, as_text, markdown

THEMES = (
    "passes_threads",
    "passes_tasks",
    "channel",
    "http",
    "stopping",
    "scale",
    "cluster",
    "memory",
    "drift",
    "importing",
    "grading",
    "go",
    "peers",
    "apscheduler3",
    "apscheduler4",
)
ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "benchmarks.svg"


def main() -> None:
    """Measure the themes of the command line."""
    asked = arguments()
    size = Size(quick=asked.quick)
    if asked.as_json:
        for row in rows_of(asked.themes[0], size):
            print(json.dumps(row._asdict()), flush=True)
        return
    rows = []
    for row in measured(asked.themes or THEMES, size):
        rows.append(row)
        print(as_text(row), flush=True)
    if not (asked.themes or asked.quick):
        store(rows)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("themes", nargs="*", metavar="THEME", help=f"of {', '.join(THEMES)}")
    parser.add_argument("--quick", action="store_true", help="small and rough: no figures to keep")
    parser.add_argument("--as-json", action="store_true", help="measure one theme in this process")
    asked = parser.parse_args()
    if unknown := set(asked.themes) - set(THEMES):
        parser.error(f"there is no theme {', '.join(sorted(unknown))}")
    return asked


def rows_of(theme: str, size: Size) -> Iterator[Row]:
    """Measure in this process."""
    yield from importlib.import_module(f"benchmarks.{theme}").rows(size)


def measured(themes: Sequence[str], size: Size) -> Iterator[Row]:
    """Measure each theme in a fresh process, so that none inherits another's heap or threads."""
    for theme in themes:
        command = [sys.executable, "-m", "benchmarks", theme, "--as-json"]
        if size.quick:
            command.append("--quick")
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for line in child.stdout:
                yield Row(**json.loads(line))
        if child.returncode:
            raise SystemExit(f"{theme} has failed: {child.returncode}")


def store(rows: Sequence[Row]) -> None:
    results = {"machine": machine(), "rows": [row._asdict() for row in rows]}
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PICTURE.write_text(draw(rows), encoding="utf-8")
    print(f"\n{markdown(results)}\nStored in {RESULTS}, drawn in {PICTURE}")


def machine() -> dict[str, str | int]:
    return {
        "cores": os.cpu_count() or 0,
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
        "date": date.today().isoformat(),
    }


if __name__ == "__main__":
    main()
