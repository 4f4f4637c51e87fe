"""`checker-lab` chooses a command, and `python -m checker_lab` is the same program."""

import signal
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from pkgutil import resolve_name

import pytest

from checker_lab import demo
from checker_lab.terminal import commands
from tests.terminal.programs import BOUND, run

ROOT = Path(__file__).parents[2]


def output_of(*arguments: str, status: int = 0) -> tuple[str, str]:
    process = run(*arguments, stdout=subprocess.PIPE)
    out, err = process.communicate(timeout=BOUND)
    assert process.returncode == status
    return out.decode(), err.decode()


def test_the_console_script_is_the_same_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert resolve_name(project["scripts"]["checker-lab"]) is commands.main


def test_help_lists_the_commands() -> None:
    out, err = output_of("--help")
    assert err == ""
    for name, (_, purpose) in commands.COMMANDS.items():
        assert name in out
        assert purpose in out


def test_version_names_the_release_and_the_python() -> None:
    out, _ = output_of("--version")
    python = ".".join(map(str, sys.version_info[:3]))
    assert out.startswith(f"checker-lab {version('checker-lab')} (Python {python}")


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_each_command_has_its_help(name: str) -> None:
    out, err = output_of(name, "--help")
    assert out.startswith(f"usage: checker-lab {name} ")
    assert err == ""


def test_no_arguments_are_an_error_that_points_to_the_help() -> None:
    out, err = output_of(status=2)
    assert out == ""
    assert err.endswith(f"error: {commands.NO_COMMAND}\n")


@pytest.mark.parametrize("command", [(), ("watch",)])
def test_watch_may_be_left_out(command: tuple[str, ...]) -> None:
    with demo.services() as services:
        patient = ("--timeout", "20", "--interval", "600")
        process = run(*command, services.url("pass"), *patient, stdout=subprocess.PIPE)
        assert process.stdout is not None
        with process:
            assert "работает" in process.stdout.readline().decode()
            process.send_signal(signal.SIGINT)
            assert process.wait(BOUND) == 0


def test_grade_reads_files_and_exits_with_1_for_a_wrong_one(tmp_path: Path) -> None:
    path = tmp_path / "empty.py"
    path.write_text("x = 1\n", encoding="utf-8")
    out, err = output_of("grade", str(path), status=1)
    assert f"== {path}" in out
    assert err == ""


@pytest.mark.parametrize("argv", [["--help"], ["watch", "--help"], ["grade", "--help"]])
def test_a_reader_that_has_read_enough_is_no_error(argv: list[str]) -> None:
    process = run(*argv, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        process.stdout.close()
        assert process.wait(BOUND) == 1
        assert process.stderr.read() == b""
