"""Logging that an earlier cell has configured is configured in the other process too."""

import logging
import sys
from collections.abc import Iterator

import pytest

from checker_lab.grading.logging_setup import current
from tests.grading.test_transfer import as_in_a_cell, elsewhere

FUNCTION = "def fn(get_health, seconds): ..."
SHOWN = "[(type(h).__name__, h.stream is sys.stdout, h.level) for h in {logger}.handlers]"


@pytest.fixture(autouse=True)
def loggers() -> Iterator[None]:
    before = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:] = before[0]
    logging.root.setLevel(before[1])
    logging.root.manager.loggerDict.pop("health", None)


def test_the_root_logger() -> None:
    cell = "import logging, sys\nlogging.basicConfig(level=10, force=True, stream=sys.stdout)"
    fn = as_in_a_cell(f"{cell}\n{FUNCTION}")["fn"]
    imported = "__import__('logging').root"
    assert elsewhere(fn, f"({imported}.level, {SHOWN.format(logger=imported)})") == [
        10,
        [["StreamHandler", True, 0]],
    ]


def test_a_logger_with_a_handler_of_its_own() -> None:
    cell = (
        "import logging\nlog = logging.getLogger('health')\nlog.propagate = False\n"
        "class Mine(logging.Handler):\n    def emit(self, record): ...\n"
        "log.addHandler(Mine(20))"
    )
    fn = as_in_a_cell(f"{cell}\n{FUNCTION}")["fn"]
    log = "__import__('logging').getLogger('health')"
    found = elsewhere(fn, f"({log}.propagate, [type(h).__name__ for h in {log}.handlers])")
    assert found == [False, ["Mine"]]


def test_loggers_of_libraries_are_left_alone() -> None:
    logging.getLogger("asyncio").setLevel(logging.getLogger("asyncio").level)
    assert "asyncio" in sys.modules
    assert "asyncio" not in [setup.name for setup in current(lambda handler: True)]
