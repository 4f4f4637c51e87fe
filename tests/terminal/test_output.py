"""The standard streams, in a process of their own or on a pipe of the test."""

import io
import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from checker_lab.terminal.output import (
    ending_with_output,
    open_output,
    reader_has_gone,
    write_any_character,
)
from tests.terminal.programs import BOUND

OPEN_CLOSED_STREAMS = """
from checker_lab.terminal.output import open_closed_streams
import os, sys
open_closed_streams()
print("out")
print("err", file=sys.stderr)
os.write(3, str(os.open(os.devnull, os.O_RDONLY)).encode())
"""


@pytest.fixture
def pipe() -> Iterator[tuple[int, io.TextIOWrapper]]:
    """The number of the reading end, and a stream on the writing end."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        yield reading, stream


def test_a_stream_of_a_small_encoding_writes_escapes() -> None:
    data = io.BytesIO()
    stream = io.TextIOWrapper(data, encoding="ascii")
    write_any_character(stream)
    stream.write("✓ работает")
    stream.flush()
    assert data.getvalue().decode("ascii").startswith(r"\u2713 \u0440")


def test_the_output_waits_until_a_non_blocking_pipe_takes_more(
    pipe: tuple[int, io.TextIOWrapper], monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, stream = pipe
    os.set_blocking(stream.fileno(), False)
    monkeypatch.setattr(sys, "stdout", stream)
    text = "".join(f"line {number}\n" for number in range(50_000))

    def write() -> None:
        output = open_output()
        output.write(text)
        output.flush()

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    with os.fdopen(reading, encoding="utf-8") as reader:
        assert reader.read(len(text)) == text
        writer.join(BOUND)
        assert not writer.is_alive()


def test_a_pipe_shows_that_its_reader_has_gone(pipe: tuple[int, io.TextIOWrapper]) -> None:
    reading, stream = pipe
    assert not reader_has_gone(stream)
    os.close(reading)
    assert reader_has_gone(stream)


def test_a_stream_in_memory_has_no_reader_that_could_go() -> None:
    assert not reader_has_gone(io.StringIO())


def test_a_full_disk_ends_the_block_with_a_message(
    pipe: tuple[int, io.TextIOWrapper], capsys: pytest.CaptureFixture[str]
) -> None:
    def write() -> None:
        raise OSError(28, "No space left on device")

    with ending_with_output(pipe[1]):
        write()
    assert "cannot be written: [Errno 28] No space left" in capsys.readouterr().err


@pytest.mark.parametrize("closed", ["0", "1", "2", "0, 1, 2"])
def test_streams_that_were_closed_lead_nowhere_and_keep_their_numbers(closed: str) -> None:
    again = "os.execv(sys.executable, [sys.executable, '-c', sys.argv[1]])"
    close = f"import os, sys; os.dup2(1, 3); [os.close(n) for n in ({closed},)]; {again}"
    done = subprocess.run(
        [sys.executable, "-c", close, OPEN_CLOSED_STREAMS],
        capture_output=True,
        text=True,
        check=True,
        timeout=BOUND,
    )
    out, err = ("" if stream in closed else text for stream, text in [("1", "out"), ("2", "err")])
    assert done.stdout.split() == [*out.split(), "4"] or done.stdout.split() == ["4", *out.split()]
    assert done.stderr.split() == err.split()
