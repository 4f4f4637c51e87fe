"""Two files of tests at a time: a plugin of pytest, for `make test`."""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

BROWSER = "tests/browser/"


class Files(LoadFileScheduling):  # type: ignore[misc]
    """Each process takes the next file; those of the browser count as one, so it starts once."""

    def _split_scope(self, nodeid: str) -> str:
        return BROWSER if nodeid.startswith(BROWSER) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Files:
    return Files(config, log)
