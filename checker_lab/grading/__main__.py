"""Grades files: `python -m checker_lab.grading solution.py [more ...] [--json out.json]`.

What it prints may come from the files. Nothing unprintable of it reaches the terminal. Nothing is
imported from the current folder either, but Python itself imports a few modules before this one is
reached: if a file there may be called `warnings.py`, use `python -P -m` or `checker-lab grade`.
"""

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from checker_lab.core.language import Language
from checker_lab.core.lines import one_line, printable
from checker_lab.grading.api import grade_file
from checker_lab.grading.errors import UnclearError
from checker_lab.grading.report import Report
from checker_lab.grading.requirements import REQUIREMENTS, check_names
from checker_lab.grading.sentences import Sentence, join, say, translated, verbatim

EPILOG = """\
Each file must define one class with add(), run() and stop(), or one function that takes
(get_health, seconds). Nothing that lies beside a file can be imported. Exit status: 0 if every
requirement is met, 1 if one is not, 2 if the arguments are invalid, 3 if a file is flagged: "not
judged" because it reaches into the grader, or "borrowed" because something else does its work."""

# Characters of an error of the grader's own.
LONGEST_TROUBLE = 400


class Graded(NamedTuple):
    """A file with its report, or with the reason why there is none."""

    path: str
    report: Report | None
    trouble: str = ""

    @property
    def name(self) -> str:
        """The path, printable."""
        return one_line(self.path)

    @property
    def is_ok(self) -> bool:
        return self.report is not None and self.report.ok

    @property
    def flag(self) -> str:
        """What a person should look into: "not judged", "borrowed" or ""."""
        return "" if self.report is None else self.report.flag

    @property
    def result(self) -> str:
        """The result in a word or two."""
        return self.flag or ("ok" if self.is_ok else "failed")

    def to_dict(self) -> dict[str, Any]:
        """Return what JSON should hold."""
        if self.report is None:
            return {"file": self.path, "ok": False, "trouble": self.trouble}
        return {"file": self.path, **json.loads(self.report.to_json())}


class Parser(argparse.ArgumentParser):
    """A parser whose errors quote arguments, such as odd file names, printably."""

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


def main(
    arguments: Sequence[str] | None = None, program: str = "python -m checker_lab.grading"
) -> int:
    """Grade, print, and return the exit status."""
    parser = _parser(program)
    given = parser.parse_args(arguments)
    _check(parser, given)
    graded = []
    for path in given.files:
        graded.append(_grade(path, given.only, given.language))
        if not given.quiet:
            _print_report(graded[-1])
    _print_summary(graded, given.language)
    if given.json:
        content = json.dumps([one.to_dict() for one in graded], ensure_ascii=False, indent=2)
        # A name that is not UTF-8 becomes an escape, which means the same in JSON.
        data = (content + "\n").encode(errors="backslashreplace")
        try:
            Path(given.json).write_bytes(data)
        except OSError as error:
            parser.error(f"--json {given.json} cannot be written: {error.strerror}")
    if any(one.flag for one in graded):
        return 3
    return 0 if all(one.is_ok for one in graded) else 1


def _parser(program: str) -> argparse.ArgumentParser:
    parser = Parser(
        prog=program,
        description="Grade checkers and timeout functions.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a Python file with a solution")
    parser.add_argument("--json", metavar="OUT", help="write all reports to this file, as JSON")
    parser.add_argument(
        "--only", metavar="NAMES", help="check only these requirements (names separated by commas)"
    )
    parser.add_argument(
        "--language", choices=("en", "ru"), default="en", help="of the reports (default: en)"
    )
    parser.add_argument("--quiet", action="store_true", help="print only the summary")
    return parser


def _check(parser: argparse.ArgumentParser, given: argparse.Namespace) -> None:
    """Refuse what would otherwise fail only after minutes of grading."""
    for name in given.files:
        path = Path(name)
        # What is there but is no file gets its line in the summary: `*.py` may name it.
        if not os.path.lexists(path):
            parser.error(f"there is no file {name}")
        if path.suffix != ".py":
            parser.error(f"{name} is not a Python file: its name must end in .py")
    if given.only is not None:
        given.only = tuple(name.strip() for name in given.only.split(","))
        try:
            check_names(given.only, tuple(REQUIREMENTS))
        except ValueError as error:
            parser.error(str(error))
    if given.json and not Path(given.json).absolute().parent.is_dir():
        parser.error(f"--json {given.json}: there is no such folder")


def _grade(path: str, only: tuple[str, ...] | None, language: Language) -> Graded:
    try:
        return Graded(path, grade_file(path, only=only, language=language))
    except (UnclearError, OSError, ValueError) as error:
        return Graded(path, None, one_line(str(error)))
    except Exception as error:
        # Whatever one file does, the others are graded too.
        text = one_line(f"{type(error).__name__}: {error}")
        trouble = say("could not be graded: {error}", error=text[-LONGEST_TROUBLE:])
        return Graded(path, None, trouble.in_language(language))


def _print_report(graded: Graded) -> None:
    _print(f"== {graded.name}")
    _print(str(graded.report or graded.trouble))
    _print()


def _print_summary(graded: list[Graded], language: Language) -> None:
    words = partial(translated, language=language)
    width = max(len(one.name) for one in graded)
    column = max(len(text) for text in (words("result"), *(words(one.result) for one in graded)))
    _print(f"{words('file'):<{width}}  {words('result'):<{column}}  {words('requirements')}")
    for one in graded:
        result = _result(one).in_language(language)
        _print(f"{one.name:<{width}}  {words(one.result):<{column}}  {result}")


def _result(graded: Graded) -> Sentence:
    report = graded.report
    if report is None:
        return verbatim(graded.trouble)
    if report.not_judged:
        return say("reaches into the grader: {how}", how=report.not_judged)
    parts = [say("{passed} of {total} met", passed=len(report.passed), total=len(report.verdicts))]
    if report.failed:
        parts.append(say("not met: {names}", names=", ".join(report.failed)))
    if report.not_reached:
        parts.append(say("not reached: {names}", names=", ".join(report.not_reached)))
    if report.borrowed:
        parts.append(verbatim(report.borrowed))
    return join(parts)


def _print(text: str = "") -> None:
    """Print, with escapes for what the terminal cannot encode."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    with contextlib.suppress(OSError):  # the pipe is closed, but the JSON is still to be written
        print(text.encode(encoding, "backslashreplace").decode(encoding), flush=True)


if __name__ == "__main__":
    sys.exit(main())
