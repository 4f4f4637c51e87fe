"""The client may be used first in any thread, also in one that ends."""

import subprocess
import sys

import pytest

from checker_lab.metric_client.preload import load_for_good

IN_THREADS = """
import asyncio, threading
from checker_lab import AsyncGoMetricClient, GoMetricClient, demo

def make():
    for number in range(50):
        GoMetricClient(f"http://127.0.0.1:1/{number}", 1)

def ask():
    async def main():
        assert (await AsyncGoMetricClient(services.url("pass"), 2).health()).status == "pass"
    asyncio.run(main())

def in_a_thread(act):
    thread = threading.Thread(target=act)
    thread.start()
    thread.join()

for _ in range(3):
    in_a_thread(make)
with demo.services() as services:
    for _ in range(3):
        in_a_thread(ask)
print("all", threading.active_count() > 1)
"""


def test_the_first_thread_that_needs_it_may_end() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IN_THREADS], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout == "all True\n"


def test_what_cannot_be_imported_is_an_error_in_the_caller() -> None:
    with pytest.raises(ImportError, match="no_such_module"):
        load_for_good("no_such_module")
