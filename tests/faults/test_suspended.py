"""A process that was stopped (SIGSTOP, a laptop asleep) while an answer waited for it.

A check is judged by the clock when it returns: its answer came in time, but the check did not read
it in time, so it has timed out. The missed passes are dropped, and the next one is on time.
"""

import os
import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGSTOP"), reason="this system cannot stop a process"
)

TIMEOUT, SUSPENDED = 0.5, 1.2
ITEMS = """
import asyncio, os, signal, sys
from checker_lab import AsyncChecker, ThreadedChecker

def say(line):  # in one piece: two threads do
    os.write(1, f"{line}\\n".encode())

class Asks:
    id = "service"
    def health(self):
        say("asked")
        return os.read(0, 1) == b"y"

class AsyncAsks(Asks):
    async def health(self):
        loop, answered = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(0, answered.set)
        say("asked")
        await answered.wait()
        loop.remove_reader(0)
        return os.read(0, 1) == b"y"

def show(event):
    if type(event).__name__ == "CheckEnded":
        say(event.result.outcome.name)
    if type(event).__name__ == "PassesMissed":
        say(f"missed {event.missed > 0}")
"""
THREADS = """
checker = ThreadedChecker([Asks()], interval=0.2, timeout=float(sys.argv[1]), on_event=show)
checker.run()
signal.pause()
"""
TASKS = """
async def main():
    checker = AsyncChecker([AsyncAsks()], interval=0.2, timeout=float(sys.argv[1]), on_event=show)
    checker.run()
    await asyncio.Event().wait()
asyncio.run(main())
"""


@pytest.mark.parametrize("program", [THREADS, TASKS], ids=["threads", "tasks"])
def test_an_answer_that_waited_while_the_process_was_stopped(program: str) -> None:
    command = [sys.executable, "-u", "-c", ITEMS + program, str(TIMEOUT)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == b"asked\n"
            process.send_signal(signal.SIGSTOP)
            assert os.WIFSTOPPED(os.waitpid(process.pid, os.WUNTRACED)[1])
            process.stdin.write(b"y" * 100)  # for this check, and for those that follow
            process.stdin.flush()
            time.sleep(SUSPENDED)
            process.send_signal(signal.SIGCONT)
            seen = [process.stdout.readline().decode().strip() for _ in range(6)]
        finally:
            process.kill()
    assert "TIMEOUT" in seen
    assert "missed True" in seen
    assert seen.index("PASS") > seen.index("TIMEOUT"), "the next check passes"
