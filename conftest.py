"""Notebooks run as they were stored: without the user's settings, and with no exercise done."""

import os
from pathlib import Path

import pytest

from checker_lab.lessons.jupyter import OWN_FOLDER, jupyter_environment

ROOT = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    os.environ.update(
        jupyter_environment(ROOT / OWN_FOLDER), CHECKER_LAB_PROGRESS="", CHECKER_LAB_QUIET="1"
    )
    if hasattr(config.option, "nbval"):  # it is not installed everywhere
        config.option.nbval_current_env = True
        config.option.nbval_cell_timeout = 30.0
