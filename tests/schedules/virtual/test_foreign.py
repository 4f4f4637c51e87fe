"""A call that no virtual time can hold is reported with its name and its line."""

import ctypes
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from checker_lab.schedules.virtual import ForeignCall, virtual_time


def foreign_calls_of(program: Callable[[], object]) -> list[ForeignCall]:
    with virtual_time() as world:
        thread = threading.Thread(target=program)
        thread.start()
        thread.join()
    return world.foreign


def connects() -> None:
    with socket.socket() as one, suppress(OSError):
        one.connect(("127.0.0.1", 9))


def listens() -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))


def starts_a_process() -> None:
    subprocess.run(["true"], check=True)


def starts_a_shell() -> None:
    os.system("true")


def calls_c() -> None:
    ctypes.CDLL(None).usleep(1)


def waits_for_a_signal() -> None:
    signal.sigtimedwait([], 0.001)


@pytest.mark.parametrize(
    ("program", "what"),
    [
        (connects, "socket.connect"),
        (listens, "socket.bind"),
        (starts_a_process, "subprocess.Popen"),
        (starts_a_shell, "os.system"),
        (calls_c, "ctypes.dlsym"),
        (waits_for_a_signal, "signal.sigtimedwait"),
    ],
)
def test_a_foreign_call_is_reported_by_name_and_line(
    program: Callable[[], None], what: str
) -> None:
    call = next(one for one in foreign_calls_of(program) if one.what == what)
    line = what.rpartition(".")[2].removeprefix("dlsym").replace("Popen", "run")
    assert call.where.startswith("test_foreign.py:")
    assert line in call.where


def test_threads_outside_of_the_world_may_do_everything() -> None:
    started, go_on = threading.Event(), threading.Event()

    def connect() -> None:
        started.set()
        go_on.wait()
        connects()

    outside = threading.Thread(target=connect)
    outside.start()
    started.wait()
    with virtual_time() as world:
        go_on.set()
        time.sleep(1)
    outside.join()
    assert world.foreign == []
