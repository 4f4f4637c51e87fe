"""What waits in a way that is held takes exactly so long as it says, in every run."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from checker_lab.schedules.virtual import Order, open_doors
from checker_lab.schedules.virtual.watcher import watched
from checker_lab.schedules.virtual.world import VirtualWorld
from tests.schedules.virtual.programs import PROGRAMS, Program

RUNS = 50
NAMES = [program.run.__name__ for program in PROGRAMS]


def logged_by(program: Program, order: Order = "in turn") -> list[tuple[str, float]]:
    """Run it in a world of its own, in which no call may be foreign."""
    world = VirtualWorld(order)
    lines: list[tuple[str, float]] = []

    def log(word: str) -> None:
        lines.append((word, world.now))

    with world.observed(), watched(world):
        program.run(log)
    assert world.foreign == []
    return lines


@pytest.fixture
def busy_machine() -> Iterator[None]:
    program = [sys.executable, "-c", "while True: pass"]
    with subprocess.Popen(program) as one, subprocess.Popen(program) as other:
        yield
        one.kill()
        other.kill()


@pytest.mark.parametrize("program", PROGRAMS, ids=NAMES)
def test_waits_exactly_so_long(program: Program) -> None:
    with open_doors():
        lines = logged_by(program)
    assert [word for word, _ in lines] == [word for word, _ in program.logs]
    late = [at - expected for (_, at), (_, expected) in zip(lines, program.logs, strict=True)]
    assert all(0 <= seconds <= program.late for seconds in late), lines


@pytest.mark.timeout(300)
@pytest.mark.parametrize("program", PROGRAMS, ids=NAMES)
def test_every_run_is_the_same_on_a_busy_machine(program: Program, busy_machine: None) -> None:
    with open_doors():
        first, *others = (logged_by(program) for _ in range(RUNS))
    assert all(lines == first for lines in others)
