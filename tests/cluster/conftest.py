from collections.abc import Iterator

import pytest
from distributed import Client

from tests.cluster.answers import Answers, check_in_task, check_in_thread
from tests.cluster.local import WORKERS, local_cluster


@pytest.fixture(scope="package")
def shared_client() -> Iterator[Client]:
    """One cluster for all of these tests: to start one takes seconds."""
    with local_cluster() as made:
        yield made


@pytest.fixture
def client(shared_client: Client) -> Client:
    """Its client, once all workers are there: for those that a test killed, others start."""
    shared_client.wait_for_workers(WORKERS, timeout=60.0)
    return shared_client


@pytest.fixture
def answers() -> Iterator[Answers]:
    made = Answers(check_in_thread)
    yield made
    made.close()


@pytest.fixture
def async_answers() -> Iterator[Answers]:
    made = Answers(check_in_task)
    yield made
    made.close()
