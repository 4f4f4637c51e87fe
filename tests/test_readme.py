"""The example of the README runs, and does what is said beside it."""

import re
import subprocess
import sys
from pathlib import Path

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_the_example_runs_and_checks_real_services() -> None:
    example, *_ = EXAMPLES
    assert len(example.strip().splitlines()) <= 10
    lines = output_of(example)
    assert lines[0] == "pass True"
    assert lines[-2:] == [
        "Проверки остановлены",
        "StopReport(ended=True, cancelled=(), abandoned=())",
    ]


def test_the_example_of_schedules_finds_the_race() -> None:
    _, example, _ = EXAMPLES
    assert "schedules lose" in output_of(example)[0]


def test_the_example_of_a_cluster_runs_as_a_program(tmp_path: Path) -> None:
    *_, example = EXAMPLES
    program = tmp_path / "program.py"
    # Two tests at a time cannot have the well-known port of Dask's dashboard.
    program.write_text(example.replace("n_workers=2", "n_workers=2, dashboard_address=':0'"))
    done = subprocess.run(
        [sys.executable, program], capture_output=True, text=True, timeout=50, check=True
    )
    assert done.stdout.splitlines() == ["['pass']", "Проверки остановлены"]


def output_of(program: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_every_link_leads_to_a_file() -> None:
    root = Path(__file__).parents[1]
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert len(links) > 5
    assert [link for link in links if not (root / link).exists()] == []
