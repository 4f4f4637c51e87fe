import gc
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from tests.contract.shells import Shell, TaskShell, ThreadShell
from tests.faults.left import Watchman
from tests.faults.tally import TALLY, Tally


@pytest.fixture(scope="package", autouse=True)
def only_what_is_new() -> None:
    """Hides what is there from the garbage collector: the watchman looks at the rest."""
    if find_spec(
        "pycurl"
    ):  # a free-threaded Python may have none, and runs the storms all the same
        from checker_lab.metric_client import GoMetricClient

        GoMetricClient("http://127.0.0.1:1/", 1).health()  # this thread keeps its HTTP handle
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_left(only_what_is_new: None) -> Iterator[None]:
    """No thread, task, timer, socket, file or process outlives any of these tests."""
    watchman = Watchman()
    yield
    watchman.nothing_left()


@pytest.fixture
def tally(request: pytest.FixtureRequest, nothing_left: None) -> Iterator[Tally]:
    """What was tried and what was lost, which is nothing; reported at the end of the session."""
    made = Tally()
    yield made
    # Kept in the report: the process that reports it need not be that of the test.
    request.node.user_properties.append((TALLY, made.told()))
    made.nothing_lost()


@pytest.fixture(params=[ThreadShell, TaskShell], ids=lambda shell: shell.name)
def shell(request: pytest.FixtureRequest, nothing_left: None) -> Iterator[Shell]:
    """Both shells in turn."""
    made: Shell = request.param()
    yield made
    made.close()
