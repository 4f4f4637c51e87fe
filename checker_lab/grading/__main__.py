"""Grades files: `python -m checker_lab.grading solution.py [more ...] [--json out.json]`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from checker_lab.grading.api import grade_file
from checker_lab.grading.child.loading import UnclearError
from checker_lab.grading.report import Report
from checker_lab.grading.requirements import REQUIREMENTS, check_names

EPILOG = """\
A file hands in its only class with add(), run() and stop(), or its only function of
(get_health, seconds). The exit status is 0 if all is met, 1 if something is not, and 2 if the
arguments are wrong."""


class Graded(NamedTuple):
    """A file, and its report, or why there is none."""

    path: str
    report: Report | None
    trouble: str = ""

    @property
    def is_ok(self) -> bool:
        return self.report is not None and self.report.ok

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        if self.report is None:
            return {"file": self.path, "ok": False, "trouble": self.trouble}
        return {"file": self.path, **json.loads(self.report.to_json())}


def main(
    arguments: Sequence[str] | None = None, program: str = "python -m checker_lab.grading"
) -> int:
    """Grade, print, and return the exit status."""
    parser = _parser(program)
    given = parser.parse_args(arguments)
    _check(parser, given)
    graded = []
    for path in given.files:
        graded.append(_grade(path, given.only))
        _print(graded[-1], given.quiet)
    _print_summary(graded)
    if given.json:
        content = json.dumps([one.to_dict() for one in graded], ensure_ascii=False, indent=2)
        try:
            Path(given.json).write_text(content + "\n", encoding="utf-8")
        except OSError as error:
            parser.error(f"--json {given.json} cannot be written: {error.strerror}")
    return 0 if all(one.is_ok for one in graded) else 1


def _parser(program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=program,
        description="Grade checkers and timeouts.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a Python file with a solution")
    parser.add_argument("--json", metavar="OUT", help="write all reports into this file")
    parser.add_argument(
        "--only", metavar="NAMES", help="judge these requirements only: names with commas"
    )
    parser.add_argument("--quiet", action="store_true", help="print only the summary")
    return parser


def _check(parser: argparse.ArgumentParser, given: argparse.Namespace) -> None:
    """Refuse at once what would be found only after minutes."""
    for name in given.files:
        path = Path(name)
        if not path.is_file():
            parser.error(f"there is no file {name}")
        if path.suffix != ".py":
            parser.error(f"{name} is no Python source: its name should end in .py")
    if given.only is not None:
        given.only = tuple(name.strip() for name in given.only.split(","))
        try:
            check_names(given.only, tuple(REQUIREMENTS))
        except ValueError as error:
            parser.error(str(error))
    if given.json and not Path(given.json).absolute().parent.is_dir():
        parser.error(f"there is no folder for --json {given.json}")


def _grade(path: str, only: tuple[str, ...] | None) -> Graded:
    try:
        return Graded(path, grade_file(path, only=only))
    except (UnclearError, ValueError) as error:
        return Graded(path, None, str(error))


def _print(graded: Graded, is_quiet: bool) -> None:
    if not is_quiet:
        print(f"== {graded.path}")
        print(graded.trouble if graded.report is None else graded.report)
        print(flush=True)


def _print_summary(graded: list[Graded]) -> None:
    width = max(len(one.path) for one in graded)
    print(f"{'file':<{width}}  result  requirements")
    for one in graded:
        print(f"{one.path:<{width}}  {'ok    ' if one.is_ok else 'failed'}  {_words(one)}")


def _words(graded: Graded) -> str:
    report = graded.report
    if report is None:
        return graded.trouble
    words = f"{len(report.passed)} of {len(report.verdicts)} met"
    if report.failed:
        words += f"; not met: {', '.join(report.failed)}"
    if report.not_reached:
        words += f"; not reached: {', '.join(report.not_reached)}"
    return words


if __name__ == "__main__":
    sys.exit(main())
