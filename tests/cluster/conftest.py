from collections.abc import Iterator

import pytest
from distributed import Client

from tests.cluster.local import local_cluster


@pytest.fixture(scope="package")
def client() -> Iterator[Client]:
    """One cluster for the tests that leave its workers as they were."""
    with local_cluster() as made:
        yield made
