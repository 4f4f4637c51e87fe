"""The server forks processes that have imported everything, and reports how each ended."""

import os
import pickle
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker_lab.grading.job import Job, PackedCode

pytestmark = pytest.mark.timeout(60)
ROOT = Path(__file__).parents[3]
MAIN = "from checker_lab.grading.child.fork_server import main; main()"


@pytest.fixture
def control() -> Iterator[socket.socket]:
    """The socket of a server, which has to end when it is closed."""
    mine, theirs = socket.socketpair()
    command = [sys.executable, "-c", MAIN, str(theirs.fileno())]
    with subprocess.Popen(command, cwd=ROOT, pass_fds=(theirs.fileno(),)) as server:
        theirs.close()
        yield mine
        mine.close()
        assert server.wait(30) == 0


def request(control: socket.socket, pipe: int, source: str, tmp_path: Path) -> list[str]:
    """Have a file loaded, and return what the server reports: a process, and its exit status."""
    path = tmp_path / "solution.py"
    path.write_text(source, encoding="utf-8")
    code = PackedCode(path.name, b"", str(path), {}, ())
    job = Job(code, "", (), 1.0, 30.0, order="in turn", token="token")
    mine, theirs = socket.socketpair()
    with mine, theirs:
        socket.send_fds(control, [b"f"], [theirs.fileno(), pipe])
        theirs.close()
        mine.sendall(pickle.dumps((job, str(tmp_path), dict(os.environ))))
        mine.shutdown(socket.SHUT_WR)
        with mine.makefile("r") as lines:
            return lines.read().split()


def test_it_does_one_job_after_another(control: socket.socket, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    source = "import time; time.sleep(3600)\ndef call(get_health, seconds): ..."
    first = request(control, writing, source, tmp_path)
    second = request(control, writing, source, tmp_path)
    os.close(writing)
    with os.fdopen(reading) as messages:
        assert messages.read().count('"loaded"') == 2
    assert first[1] == second[1] == "0"
    assert first[0] != second[0]


def test_the_exit_status_is_that_of_the_process(control: socket.socket, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    assert request(control, writing, "import os; os._exit(7)", tmp_path)[1] == "7"
    assert request(control, writing, "import os; os.abort()", tmp_path)[1] == "-6"
    os.close(reading)
    os.close(writing)
