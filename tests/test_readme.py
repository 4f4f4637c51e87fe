"""The example of the README runs, and does what is said beside it."""

import re
import subprocess
import sys
from pathlib import Path

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_example_runs_and_checks_real_services() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(example.strip().splitlines()) <= 10
    done = subprocess.run(
        [sys.executable, "-c", example], capture_output=True, text=True, timeout=30, check=True
    )
    lines = done.stdout.splitlines()
    assert done.stderr == ""
    assert lines[0] == "pass True"
    assert lines[-2:] == [
        "Проверки остановлены",
        "StopReport(ended=True, cancelled=(), abandoned=())",
    ]


def test_every_link_leads_to_a_file() -> None:
    root = Path(__file__).parents[1]
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert len(links) > 5
    assert [link for link in links if not (root / link).exists()] == []
