"""Ask a URL with both clients, and run code in a fresh interpreter."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from checker_lab.core.health import HealthCheck
from checker_lab.metric_client import AsyncGoMetricClient, GoMetricClient

__all__ = ["Ask", "both", "in_a_task", "in_a_thread", "python"]


def in_a_thread(url: str, timeout: int = 10, **options: Any) -> HealthCheck:
    return GoMetricClient(url, timeout, **options).health()


def in_a_task(url: str, timeout: int = 10, **options: Any) -> HealthCheck:
    return asyncio.run(AsyncGoMetricClient(url, timeout, **options).health())


Ask = Callable[..., HealthCheck]
both = pytest.mark.parametrize("ask", [in_a_thread, in_a_task])


def python(code: str, *arguments: str, **environment: str) -> str:
    """Return what a fresh interpreter prints. It has 20 seconds, and prints no error."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.strip()
