"""The command `checker-lab`: it reads which command is wanted, and hands over to it.

It imports what a command needs only when that command runs: `--help` needs no JupyterLab, and the
handlers of `watch` are in place before anything slow is loaded.
"""

import sys
from collections.abc import Callable, Sequence

from checker_lab.terminal.output import flushing, mute, open_closed_streams, write_any_character

__all__ = ["main"]

PROGRAM = "checker-lab"
NO_COMMAND = "give a command, or URLs to check; see --help"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` names, and return its exit status.

    Args:
        argv: the arguments, without the program's name; None for those of this process.

    Raises:
        SystemExit: the arguments are wrong (status 2), or ask for help or the version (0).
    """
    open_closed_streams()
    write_any_character(sys.stdout)
    command, arguments = _read(list(sys.argv[1:] if argv is None else argv))
    try:
        with flushing(sys.stdout):
            return command(arguments)
    except BrokenPipeError:  # `| head` has read enough
        mute(sys.stdout)
        return 1


def _read(argv: list[str]) -> tuple[Callable[[list[str]], int], list[str]]:
    """The command, and the arguments that are for it. What names no command is for `watch`."""
    match argv:
        case ["--version"]:
            return _version, []
        case [] | ["-h" | "--help", *_]:
            return _overview, argv
        case [name, *arguments] if name in COMMANDS:
            return COMMANDS[name][0], arguments
    return _watch, argv


def _version(_: list[str]) -> int:
    from importlib.metadata import version
    from platform import python_version

    print(f"{PROGRAM} {version(PROGRAM)} (Python {python_version()})")
    return 0


def _overview(argv: list[str]) -> int:
    """Print the help, which ends the program; no arguments are an error."""
    from argparse import ArgumentParser

    parser = ArgumentParser(
        PROGRAM,
        description="Check services, and learn concurrency from the program that checks them.",
        epilog=f"Run `{PROGRAM} COMMAND --help` for the options of a command. `{PROGRAM} URL...` "
        f"is short for `{PROGRAM} watch URL...`. `python -m checker_lab` runs the same program.",
    )
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, (_, purpose) in COMMANDS.items():
        commands.add_parser(name, help=purpose)
    parser.parse_args(argv)
    parser.error(NO_COMMAND)


def _watch(arguments: list[str]) -> int:
    from checker_lab.terminal.watch import watch

    return watch(arguments)


def _grade(arguments: list[str]) -> int:
    from checker_lab.grading.__main__ import main as grade

    return grade(arguments, program=f"{PROGRAM} grade")


def _lessons(arguments: list[str]) -> int:
    from checker_lab.terminal.lessons import lessons

    return lessons(arguments)


COMMANDS = {
    "watch": (_watch, "check services until you press Ctrl-C"),
    "grade": (_grade, "grade your own checker or timeout function"),
    "lessons": (_lessons, "copy the notebooks into a folder and open JupyterLab there"),
}
