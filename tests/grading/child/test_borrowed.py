"""A copy of a published solution is recognized, whatever its names, comments and texts."""

from pathlib import Path

import pytest

from checker_lab.grading.child.borrowed import SOLUTIONS, is_copy

PANIC = (SOLUTIONS / "panic_threads.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (PANIC, True),
        (PANIC.replace("mailbox", "post").replace("    def add", "    # mine\n    def add"), True),
        (PANIC.replace("(self, item)", "(self, item: object) -> None"), True),
        (PANIC.replace("паника", "panic"), True),
        (PANIC.replace('f"паника: {item.id}: {error!r}"', '"a panic"'), True),
        (PANIC.replace("due +=", "due -="), False),
        (PANIC.replace("daemon=True", "daemon=False"), False),
        ("def (", False),
    ],
)
def test_a_copy_is_recognized(source: str, expected: bool, tmp_path: Path) -> None:
    file = tmp_path / "solution.py"
    file.write_text(source, encoding="utf-8")
    assert is_copy("Checker", file) is expected


def test_a_short_solution_may_be_anybodys(tmp_path: Path) -> None:
    for name in ("timeout_asyncio.py", "timeout_threads.py"):
        short = (SOLUTIONS / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(short, encoding="utf-8")
    assert not is_copy("async_health_within", tmp_path / "timeout_asyncio.py")
