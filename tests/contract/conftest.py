import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from tests.contract.shells import (
    DebugTaskShell,
    EagerTaskShell,
    Shell,
    TaskShell,
    ThreadShell,
    UvloopTaskShell,
)

if TYPE_CHECKING:
    from distributed import Client

LOCAL_KINDS: list[type[Shell]] = [ThreadShell, TaskShell, DebugTaskShell]
if sys.version_info >= (3, 12):
    LOCAL_KINDS.append(EagerTaskShell)
if find_spec("uvloop"):  # not on Windows, nor on a Python without a GIL
    LOCAL_KINDS.append(UvloopTaskShell)
LOCAL_SHELLS: dict[str, Callable[[], Shell]] = {each.name: each for each in LOCAL_KINDS}
# By name, since a free-threaded Python has no Dask: there they are deselected before they load.
CLUSTER_SHELLS = ["cluster of threads", "cluster of tasks"]


@pytest.fixture(scope="package")
def client() -> "Iterator[Client]":
    """One cluster for all of these tests: it is not there when other tests count threads."""
    from tests.cluster.local import local_cluster

    with local_cluster() as made:
        yield made


@pytest.fixture(params=[*LOCAL_SHELLS, *CLUSTER_SHELLS])
def shell(request: pytest.FixtureRequest) -> Iterator[Shell]:
    """All shells in turn; whatever a test leaves running fails it."""
    yield from closed_at_the_end(request)


@pytest.fixture(params=LOCAL_SHELLS)
def local_shell(request: pytest.FixtureRequest) -> Iterator[Shell]:
    """The shells of one process, for what cannot hold over a network."""
    yield from closed_at_the_end(request)


def closed_at_the_end(request: pytest.FixtureRequest) -> Iterator[Shell]:
    made = _make(request)
    yield made
    made.close()


def _make(request: pytest.FixtureRequest) -> Shell:
    if request.param in LOCAL_SHELLS:
        return LOCAL_SHELLS[request.param]()
    from tests.contract.cluster_shells import ClusterTaskShell, ClusterThreadShell

    made = {each.name: each for each in (ClusterThreadShell, ClusterTaskShell)}[request.param]
    return made(request.getfixturevalue("client"))
