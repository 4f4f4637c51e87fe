"""The interpreter ends immediately, whatever hangs."""

import pytest

from tests.faults.programs import run_program
from tests.faults.tally import Tally
from tests.helpers.scripted_server import ScriptedServer, Visit

WANTED = 1.0
TRIES = 3
"""A busy machine may hold up a program at any step: the quickest of some ends counts."""

HUNG_IN_THREADS = """
import sys, threading
from checker_lab import ThreadedChecker
from checker_lab.testing import wait_until

class Hung:
    def __init__(self, number): self.id = str(number)
    def health(self): threading.Event().wait()

def count(): return len(checker.snapshot().abandoned) + checker.snapshot().in_flight

checker = ThreadedChecker([Hung(n) for n in range(200)], max_concurrent=200, timeout=TIMEOUT,
                          on_event=lambda event: None)
checker.run()
wait_until(lambda: count() == 200)
STOP
print("the end")
"""

HUNG_IN_TASKS = """
import asyncio, threading
from checker_lab import AsyncChecker
from checker_lab.testing import wait_until_async

class Hung:
    def __init__(self, number): self.id = str(number)
    async def health(self): await asyncio.Event().wait()

async def main():
    checker = AsyncChecker([Hung(n) for n in range(500)], timeout=TIMEOUT,
                           on_event=lambda event: None)
    checker.run()
    await wait_until_async(lambda: checker.snapshot().in_flight == 500)
    STOP
    return checker

checker = asyncio.run(main())
print("the end")
"""

HUNG_IN_A_LOOP_OF_A_THREAD = """
import asyncio, threading
from checker_lab import AsyncChecker
from checker_lab.testing import HANG, AsyncScripted, wait_until

loop = asyncio.new_event_loop()
threading.Thread(target=loop.run_forever, daemon=True).start()
items = [AsyncScripted(str(n), HANG) for n in range(200)]
checker = AsyncChecker(items, timeout=TIMEOUT, max_abandoned=300, on_event=lambda event: None)
loop.call_soon_threadsafe(checker.run)
wait_until(lambda: all(item.started for item in items))
print("the end")
"""

HUNG_IN_HTTP = """
import asyncio, sys, threading
from checker_lab import AsyncChecker, AsyncGoMetricClient, GoMetricClient, ThreadedChecker
from checker_lab.testing import wait_until

urls = [f"{sys.argv[1]}{n}" for n in range(20)]
quiet = lambda event: None
threads = ThreadedChecker([GoMetricClient(url, 600) for url in urls], on_event=quiet)
threads.run()
loop = asyncio.new_event_loop()
threading.Thread(target=loop.run_forever, daemon=True).start()
tasks = AsyncChecker([AsyncGoMetricClient(url, 600) for url in urls], on_event=quiet)
loop.call_soon_threadsafe(tasks.run)
wait_until(lambda: threads.snapshot().in_flight == tasks.snapshot().in_flight == 20)
input()
print("the end")
"""


def ends_in_time(tally: Tally, text: str, *arguments: str, code: int = 0) -> None:
    seconds = []
    for _ in range(TRIES):
        ended = run_program(text, *arguments)
        tally.same((ended.code, ended.errors, ended.lines[-1:]), (code, "", ["the end"]), "end")
        seconds.append(ended.seconds)
        if ended.seconds < WANTED:
            break
    tally.expect(min(seconds) < WANTED, f"ended after {seconds} s")
    tally.note(f"ended {min(seconds) * 1000:.0f} ms after its last line")


@pytest.mark.parametrize("timeout", ["None", "0.05"], ids=["in flight", "abandoned"])
@pytest.mark.parametrize("stop", ["", "checker.stop()"], ids=["running", "stopped"])
def test_hung_checks_in_threads(timeout: str, stop: str, tally: Tally) -> None:
    text = HUNG_IN_THREADS.replace("TIMEOUT", timeout).replace("STOP", stop)
    text = text.replace("max_concurrent=200", "max_concurrent=200, max_abandoned=200")
    ends_in_time(tally, text)


@pytest.mark.parametrize("stop", ["", "await checker.stop()"], ids=["running", "stopped"])
def test_hung_checks_in_tasks(stop: str, tally: Tally) -> None:
    ends_in_time(tally, HUNG_IN_TASKS.replace("TIMEOUT", "60").replace("STOP", stop))


@pytest.mark.parametrize("timeout", ["None", "0.05"], ids=["in flight", "abandoned"])
def test_deaf_checks_in_a_loop_of_another_thread(timeout: str, tally: Tally) -> None:
    ends_in_time(tally, HUNG_IN_A_LOOP_OF_A_THREAD.replace("TIMEOUT", timeout))


def test_hung_requests(tally: Tally) -> None:
    def never_answer(visit: Visit) -> None:
        visit.read_request()
        visit.wait_until_closed()

    with ScriptedServer(never_answer) as server:
        text = HUNG_IN_HTTP.replace("input()", "")
        ends_in_time(tally, text, server.url)
        assert server.wait_until_all_have_closed()


@pytest.mark.parametrize("end", ["raise SystemExit(7)", "import os; os._exit(7)"])
def test_other_ends(end: str, tally: Tally) -> None:
    text = HUNG_IN_THREADS.replace("TIMEOUT", "None").replace("STOP", "")
    ends_in_time(tally, text + end, code=7)
