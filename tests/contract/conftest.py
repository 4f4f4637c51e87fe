from collections.abc import Iterator

import pytest
from distributed import Client

from tests.cluster.local import local_cluster
from tests.contract.cluster_shells import ClusterShell, ClusterTaskShell, ClusterThreadShell
from tests.contract.shells import Shell, TaskShell, ThreadShell

LOCAL_SHELLS = [ThreadShell, TaskShell]
CLUSTER_SHELLS = [ClusterThreadShell, ClusterTaskShell]


@pytest.fixture(scope="package")
def client() -> Iterator[Client]:
    """One cluster for all of these tests: it is not there when other tests count threads."""
    with local_cluster() as made:
        yield made


@pytest.fixture(params=[*LOCAL_SHELLS, *CLUSTER_SHELLS], ids=lambda shell: shell.name)
def shell(request: pytest.FixtureRequest) -> Iterator[Shell]:
    """All shells in turn; whatever a test leaves running fails it."""
    yield from closed_at_the_end(request)


@pytest.fixture(params=LOCAL_SHELLS, ids=lambda shell: shell.name)
def local_shell(request: pytest.FixtureRequest) -> Iterator[Shell]:
    """The shells of one process, for what cannot hold over a network."""
    yield from closed_at_the_end(request)


def closed_at_the_end(request: pytest.FixtureRequest) -> Iterator[Shell]:
    over_cluster = issubclass(request.param, ClusterShell)
    made: Shell = request.param(*([request.getfixturevalue("client")] if over_cluster else []))
    yield made
    made.close()
