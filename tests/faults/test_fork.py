"""A fork copies one thread, and the locks as they are: the child can use what it got."""

import os

import pytest

from tests.faults.programs import run_program
from tests.faults.tally import Tally

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")

FORKS = 20
PROLOGUE = """
import asyncio, os, sys, threading, time, warnings
from checker_lab import AsyncChecker, Outcome, ThreadedChecker
from checker_lab.testing import wait_until

warnings.simplefilter("ignore", DeprecationWarning)  # of 3.12: a fork of a process with threads
quiet = lambda event: None

# Items with no lock of their own: one that is held at the fork is held in the child forever.
class Item:
    def __init__(self, item_id): self.id = item_id
    def health(self): return True

class AsyncItem(Item):
    async def health(self): return True

def in_child(work):
    '''The exit code of a child that does `work`; -9 if it hung.'''
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            code = work()
        finally:
            os._exit(code)
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    os.kill(pid, 9)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
"""

BUSY_THREADS = """
checker = ThreadedChecker([Item(str(n)) for n in range(500)], interval=0.001, on_event=quiet)
checker.run()

def work():
    if checker.snapshot().running or checker.snapshot().in_flight:
        return 2
    if not checker.stop().ended:
        return 3
    checker.add(Item("new"))
    checker.remove("0")
    if [result.outcome for result in checker.check()] != [Outcome.PASS] * 500:
        return 4
    checker.run()
    before = checker.snapshot().pass_number
    wait_until(lambda: checker.snapshot().pass_number > before + 2)
    return 0 if checker.stop().ended else 5

codes = [in_child(work) for _ in range(int(sys.argv[1]))]
before = checker.snapshot().pass_number
wait_until(lambda: checker.snapshot().pass_number > before + 2)
print(*codes)
print(checker.snapshot().running, checker.stop().ended, threading.active_count())
"""

IDLE_THREADS = """
# Nothing to check: the owner waits for mail, and in the child a call must not go to its ghost.
checker = ThreadedChecker([], interval=1000.0, on_event=quiet)
checker.run()
wait_until(lambda: checker.snapshot().pass_number == 1)

def work():
    checker.run()
    return 0 if checker.stop().ended else 5

print(*[in_child(work) for _ in range(int(sys.argv[1]))])
print(checker.snapshot().running, checker.stop().ended, threading.active_count())
"""

BUSY_TASKS = """
items = [AsyncItem(str(n)) for n in range(100)]
checker = AsyncChecker(items, interval=0.001, on_event=quiet)
loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever)
thread.start()
loop.call_soon_threadsafe(checker.run)
wait_until(lambda: checker.snapshot().pass_number > 2)

async def use():
    if not (await checker.stop()).ended:
        return 3
    checker.add(AsyncItem("new"))
    checker.remove("0")
    if [result.outcome for result in await checker.check()] != [Outcome.PASS] * 100:
        return 4
    checker.run()
    return 0 if (await checker.stop()).ended else 5

def work():
    return 2 if checker.snapshot().running else asyncio.run(use())

codes = [in_child(work) for _ in range(int(sys.argv[1]))]
before = checker.snapshot().pass_number
wait_until(lambda: checker.snapshot().pass_number > before + 2)
print(*codes)
stopped = asyncio.run_coroutine_threadsafe(checker.stop(), loop).result(10)
loop.call_soon_threadsafe(loop.stop)
thread.join()
loop.close()
print(True, stopped.ended, threading.active_count())
"""

COMES_AND_GOES = """
# Another thread posts mail all the time: none of it may be in neither the mailbox nor the engine.
checker = ThreadedChecker([Item(str(n)) for n in range(100)], interval=0.01, on_event=quiet)
checker.run()
done = threading.Event()

def churn():
    number = 0
    while not done.is_set():
        number += 1
        checker.add(Item(f"new {number}"))
        if number > 5:
            checker.remove(f"new {number - 5}")

thread = threading.Thread(target=churn)
thread.start()

def work():
    known = list(checker.snapshot().items)
    return 0 if [result.item_id for result in checker.check()] == known else 2

codes = [in_child(work) for _ in range(int(sys.argv[1]))]
done.set()
thread.join()
print(*codes)
print(True, checker.stop().ended, threading.active_count())
"""

FROM_INSIDE = """
codes = []

class Forks:
    def __init__(self, n): self.id = str(n)
    def health(self):
        codes.append(in_child(lambda: 0 if len(checker.snapshot().items) == 4 else 2))
        return True

checker = ThreadedChecker([Forks(n) for n in range(4)], interval=0.001, on_event=quiet)
checker.run()
wait_until(lambda: len(codes) >= int(sys.argv[1]), 30)
report = checker.stop(grace=10)
print(*codes)
print(True, report.ended, threading.active_count())
"""


@pytest.mark.parametrize(
    "program",
    [
        pytest.param(BUSY_THREADS, id="of a busy threaded checker"),
        pytest.param(IDLE_THREADS, id="of an idle threaded checker"),
        pytest.param(BUSY_TASKS, id="of a busy async checker"),
        pytest.param(COMES_AND_GOES, id="while items come and go"),
        pytest.param(FROM_INSIDE, id="from inside a check"),
    ],
)
def test_a_child_can_use_its_checker(program: str, tally: Tally) -> None:
    ended = run_program(PROLOGUE + program, str(FORKS))
    assert ended.code == 0, ended.errors
    *lines, last = ended.lines
    codes = " ".join(lines).split()
    assert len(codes) >= FORKS
    tally.each(codes, lambda code: code == "0")
    tally.same(last, "True True 1", "the parent: it runs, it stops, and no thread is left")
