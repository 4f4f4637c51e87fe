"""A Ctrl-C that does not interrupt the event loop: it still ends a watch soon.

That happens when the signal comes just before the loop starts to wait. Here another thread gets it,
which has the same effect each time.
"""

import signal
import subprocess
import sys

import pytest

from checker_lab import demo

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "pthread_kill"), reason="this system cannot send a signal to a thread"
)

PROGRAM = """
import signal, sys, threading
from checker_lab.terminal.watch import watch
from checker_lab.testing import wait_until

looks = []

def is_waiting():
    frame = sys._current_frames()[threading.main_thread().ident]
    looks.append(frame.f_code.co_name == "select")
    return len(looks) > 200 and all(looks[-200:])

def interrupt_this_thread():
    wait_until(is_waiting)
    signal.pthread_kill(threading.get_ident(), signal.SIGINT)

threading.Thread(target=interrupt_this_thread, daemon=True).start()
sys.exit(watch([sys.argv[1], "--asyncio", "--interval", "600", "--language", "en"]))
"""


def test_a_watch_ends_although_the_signal_does_not_wake_the_loop() -> None:
    with demo.services() as services:
        ended = subprocess.run(
            [sys.executable, "-c", PROGRAM, services.url("pass")],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert ended.stderr == ""
    assert ended.stdout.splitlines()[-1] == "Checks stopped"
