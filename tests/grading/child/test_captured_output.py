"""What a learner's code prints is kept in whole lines, and bounded."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from checker_lab.grading.child import captured_output
from checker_lab.grading.child.captured_output import CapturedOutput
from checker_lab.grading.requirements import STOPPED

ROOT = Path(__file__).parents[3]


@pytest.fixture
def printed() -> CapturedOutput:
    return CapturedOutput(STOPPED)


def test_a_line_ends_with_its_end(printed: CapturedOutput) -> None:
    printed.write("one\ntw")
    printed.write("o\nthree")
    assert [line.text for line in printed.lines] == ["one", "two"]
    assert printed.texts() == ["one", "two", "three"]


def test_threads_that_print_concurrently_do_not_mix(printed: CapturedOutput) -> None:
    printed.write("Проверки ")
    other = threading.Thread(target=printed.write, args=("boom\n",))
    other.start()
    other.join()
    printed.write("остановлены\n")
    assert len(printed.moments_of(STOPPED)) == 1
    assert printed.texts() == ["boom", STOPPED]


@pytest.mark.parametrize("text", [f"{STOPPED}.", f"[INFO] {STOPPED}", STOPPED.lower()])
def test_only_the_exact_line_counts(printed: CapturedOutput, text: str) -> None:
    printed.write(f"{text}\n")
    assert printed.moments_of(STOPPED) == []


def test_the_watcher_is_called_before_the_line_has_ended(printed: CapturedOutput) -> None:
    seen: list[int] = []
    printed.on_watched = lambda: seen.append(len(printed.lines))
    printed.write(STOPPED)
    assert seen == [0]


def test_who_writes_below_python_is_not_known(printed: CapturedOutput) -> None:
    seen: list[int] = []
    printed.on_watched = lambda: seen.append(1)
    printed.write(f"{STOPPED}\n", source="below Python")
    assert seen == []
    assert len(printed.moments_of(STOPPED)) == 1


def test_what_is_looked_for_is_kept_however_much_is_printed(
    printed: CapturedOutput, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(captured_output, "MOST", 100)
    for _ in range(1000):
        printed.write("spam, spam, spam\n")
    printed.write(f"{STOPPED}\n")
    assert len(printed.lines) < 12
    assert len(printed.moments_of(STOPPED)) == 1


def test_a_line_without_end_does_not_grow_forever(printed: CapturedOutput) -> None:
    for _ in range(100):
        printed.write("x" * 10_000)
    assert len(printed.texts()[0]) == captured_output.LONGEST_LINE


PROGRAM = """
import io, os, sys
from checker_lab.grading.child.captured_output import CapturedOutput
output = CapturedOutput("watched")
original = os.fdopen(os.dup(1), "w")
output.take_over()
{program}
original.write(repr([line.text for line in output.lines]))
original.flush()
os._exit(0)
"""


@pytest.mark.parametrize(
    ("program", "lines"),
    [
        ("sys.stdout.reconfigure(encoding='utf-8', line_buffering=True); print('я')", ["я"]),
        ("print(sys.stdout.name, sys.stdout.mode, sys.stdout.fileno())", ["<stdout> w 1"]),
        ("print(sys.stderr.name, file=sys.stderr)", ["<stderr>"]),
        ("sys.stdout.buffer.write('я\\n'.encode())", ["я"]),
        ("sys.stdout.buffer.raw.write(b'raw\\n')", ["raw"]),
        ("print(sys.stdout.isatty(), sys.stdout.encoding)", ["False utf-8"]),
        ("sys.stdout.writelines(['a\\n', 'b\\n'])", ["a", "b"]),
        (
            "sys.stdout = io.TextIOWrapper(sys.stdout.buffer, 'utf-8'); print('я', flush=True)",
            ["я"],
        ),
        (
            "sys.stdout = io.TextIOWrapper(sys.stdout.detach(), 'utf-8'); print(1, flush=True)",
            ["1"],
        ),
        ("sys.stdout.close(); print('closed')", ["closed"]),
    ],
)
def test_programs_may_ask_of_stdout_what_they_ask_of_any(program: str, lines: list[str]) -> None:
    command = [sys.executable, "-X", "utf8", "-c", PROGRAM.format(program=program)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == repr(lines), run.stderr


def test_only_text_can_be_written() -> None:
    stream = captured_output._TextStream(CapturedOutput(STOPPED), 1, "<stdout>")
    with pytest.raises(TypeError, match="must be str, not int"):
        stream.write(7)  # type: ignore[arg-type]


def test_what_is_written_below_python_can_be_drained() -> None:
    program = """
import os
from checker_lab.grading.child.captured_output import CapturedOutput
output, shown = CapturedOutput("stopped"), os.dup(1)
output.take_over()
output.drain()
os.write(1, b"below\\n")
output.drain()
os.write(shown, repr(output.texts()).encode())
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "['below']"


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("\rПроверки остановлены", "Проверки остановлены"),
        ("10 %\r     \rend", "end"),
        ("abcdef\rxy", "xycdef"),
        ("\x1b[32mgreen\x1b[0m", "green"),
        ("end\r", "end"),
    ],
)
def test_a_line_is_what_a_terminal_shows_of_it(printed: str, shown: str) -> None:
    output = CapturedOutput("watched")
    output.write(f"{printed}\n")
    assert [text.rstrip() for text in output.texts() if text] == [shown]
