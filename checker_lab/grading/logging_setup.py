"""How `logging` was configured in a notebook, so that another process can do the same.

It is often configured in an earlier cell, which only runs in the notebook.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["LoggerSetup", "apply", "current"]


@dataclass(frozen=True, slots=True)
class LoggerSetup:
    """How one logger was configured; the name of the root logger is ""."""

    name: str
    level: int
    propagate: bool
    disabled: bool
    handlers: tuple[logging.Handler, ...]


def current(can_be_sent: Callable[[Any], bool]) -> list[LoggerSetup]:
    """Return how the loggers are configured, except those of libraries.

    Args:
        can_be_sent: whether a handler can; files and sockets cannot, and are left out.
    """
    return [
        LoggerSetup(
            "" if one is logging.root else one.name,
            one.level,
            one.propagate,
            one.disabled,
            tuple(handler for handler in one.handlers if can_be_sent(handler)),
        )
        for one in _loggers()
    ]


def apply(setups: list[LoggerSetup]) -> None:
    """Configure the loggers of this process."""
    for setup in setups:
        logger = logging.getLogger(setup.name or None)
        logger.setLevel(setup.level)
        logger.propagate, logger.disabled = setup.propagate, setup.disabled
        logger.handlers[:] = setup.handlers


def _loggers() -> Iterator[logging.Logger]:
    yield logging.root
    for name, logger in sorted(logging.root.manager.loggerDict.items()):
        # A library names its loggers after its own modules.
        package = name.partition(".")[0]
        if isinstance(logger, logging.Logger) and package not in {*sys.modules} - {"__main__"}:
            yield logger
