import gc
from collections.abc import Iterator

import pytest

from checker_lab import transport
from tests.contract.shells import Shell, TaskShell, ThreadShell
from tests.faults.left import Watchman
from tests.faults.tally import Tally

TALLIES: dict[str, Tally] = {}


@pytest.fixture(scope="package", autouse=True)
def only_what_is_new() -> Iterator[None]:
    """Hides what is there from the garbage collector: the watchman looks at the rest."""
    # The HTTP clients, of which there is one a process for each shell.
    transport._clients.sync_client()
    transport._clients.async_client()
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def nothing_left(only_what_is_new: None) -> Iterator[None]:
    """No thread, task, timer, socket, file or process outlives any of these tests."""
    watchman = Watchman()
    yield
    watchman.nothing_left()


@pytest.fixture
def tally(request: pytest.FixtureRequest, nothing_left: None) -> Iterator[Tally]:
    """What was tried and what was lost, which is nothing; told at the end of the session."""
    made = TALLIES[request.node.nodeid] = Tally()
    yield made
    made.nothing_lost()


@pytest.fixture(params=[ThreadShell, TaskShell], ids=lambda shell: shell.name)
def shell(request: pytest.FixtureRequest, nothing_left: None) -> Iterator[Shell]:
    """Both shells in turn."""
    made: Shell = request.param()
    yield made
    made.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not TALLIES:
        return
    tried = sum(tally.tried for tally in TALLIES.values())
    lost = sum(len(tally.lost) for tally in TALLIES.values())
    terminalreporter.section("faults")
    terminalreporter.line(f"{len(TALLIES)} tests: {tried} tried, {lost} lost")
    for name, tally in TALLIES.items():
        for note in tally.notes:
            terminalreporter.line(f"{name.split('::')[-1]}: {note}")
