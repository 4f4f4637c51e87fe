"""Fixtures of the tests of schedules."""

from collections.abc import Iterator

import psutil
import pytest

from checker_lab.testing import wait_until


@pytest.fixture
def no_thread_is_left() -> Iterator[None]:
    """Waits until the process has no more OS threads than before the test."""
    before = psutil.Process().num_threads()
    yield
    wait_until(lambda: psutil.Process().num_threads() <= before)
