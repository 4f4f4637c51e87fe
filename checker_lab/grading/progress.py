"""Which exercises are done: a plain file beside the notebooks."""

import json
import os
import tempfile
from collections.abc import Iterable
from datetime import date
from html import escape
from os import PathLike
from pathlib import Path
from typing import Any

from checker_lab.grading.report import Report

__all__ = ["Progress", "ProgressError"]

ABOUT = "Which exercises of checker_lab are done. It may be deleted: then none is."
Entry = dict[str, Any]


class ProgressError(ValueError):
    """The file is not one that `Progress` has written, and is left as it is."""


class Progress:
    """What is done, kept in a JSON file that people can read.

        progress = Progress("progress.json")
        progress.record("01 the pass", report)
        print(progress.table(["01 the pass", "02 add"]))

    A file that is missing is one in which nothing is done. One that cannot be read is never
    overwritten: it is put aside under another name, and `trouble` says so.

    Args:
        path: of the file; it need not be there.

    Attributes:
        trouble: what is wrong with the file, and what was done about it; or "".
    """

    def __init__(self, path: str | PathLike[str] = "progress.json") -> None:
        self.path = Path(path)
        self.trouble = ""

    @property
    def done(self) -> dict[str, str]:
        """The names of the exercises that are done, with the day, "2026-01-31"."""
        return {name: entry["done"] for name, entry in self._read().items() if entry.get("done")}

    def record(self, exercise: str, report: Report) -> bool:
        """Note what a grading has found, and return whether the exercise is done.

        What is done stays done, also if a later try fails.

        Raises:
            ValueError: the exercise has no name.
            OSError: the file cannot be written.
        """
        if not exercise.strip():
            raise ValueError(f"an exercise has a name, not {exercise!r}")
        entries = self._read(for_writing=True)
        entry = entries.setdefault(exercise, {"done": "", "tries": 0})
        entry["tries"] = entry.get("tries", 0) + 1
        entry["failed"] = [*report.failed, *report.not_reached]
        if report.ok and not entry.get("done"):
            entry["done"] = date.today().isoformat()
        self._write(entries)
        return report.ok

    def table(self, exercises: Iterable[str] = ()) -> str:
        """What is done and what is to do, as text; `exercises` gives the order."""
        rows = self._rows(exercises)
        width = max((len(name) for name, _, _ in rows), default=0)
        lines = [f"{mark} {name:<{width}}  {words}" for name, mark, words in rows]
        return "\n".join([*lines, *([self.trouble] if self.trouble else [])])

    def html(self, exercises: Iterable[str] = ()) -> str:
        """The same as an HTML table."""
        body = "".join(
            f'<tr><th scope="row" style="text-align: left">{escape(name)}</th>'
            f'<td style="text-align: left"><span aria-hidden="true">{mark}</span> {escape(words)}'
            "</td></tr>"
            for name, mark, words in self._rows(exercises)
        )
        heads = "".join(
            f'<th scope="col" style="text-align: left">{name}</th>'
            for name in ("Exercise", "State")
        )
        trouble = f'<p role="alert">{escape(self.trouble)}</p>' if self.trouble else ""
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{trouble}"

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.table()

    def _rows(self, exercises: Iterable[str]) -> list[tuple[str, str, str]]:
        entries = self._read()
        return [
            (name, *_state(entries.get(name))) for name in dict.fromkeys((*exercises, *entries))
        ]

    def _read(self, *, for_writing: bool = False) -> dict[str, Entry]:
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            return self._unreadable(str(error), for_writing)
        try:
            return _checked(json.loads(text))
        except (ValueError, RecursionError) as error:
            return self._unreadable(str(error), for_writing)

    def _unreadable(self, why: str, for_writing: bool) -> dict[str, Entry]:
        self.trouble = f"{self.path} cannot be read ({why}): fix it or delete it"
        if for_writing:
            aside = _free_name(self.path)
            self.path.rename(aside)
            self.trouble = (
                f"{self.path} could not be read ({why}) and was put aside as {aside.name}"
            )
        return {}

    def _write(self, entries: dict[str, Entry]) -> None:
        """All of it or nothing: whoever reads meanwhile finds the old file or the new one."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        data = {"about": ABOUT, "exercises": dict(sorted(entries.items()))}
        descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(data, file, ensure_ascii=False, indent=2)
                file.write("\n")
            Path(name).replace(self.path)
        except BaseException:
            Path(name).unlink()
            raise


def _checked(data: object) -> dict[str, Entry]:
    exercises = data.get("exercises") if isinstance(data, dict) else None
    if not isinstance(exercises, dict) or not all(map(_is_entry, exercises.values())):
        raise ProgressError("it is not a file of exercises")
    return exercises


def _is_entry(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("done", ""), str)
        and isinstance(entry.get("tries", 0), int)
    )


def _state(entry: Entry | None) -> tuple[str, str]:
    if entry is None:
        return "○", "to do"
    if entry.get("done"):
        return "✓", f"done on {entry['done']}"
    failed = ", ".join(map(str, entry.get("failed", ()))) or "the last try"
    return "…", f"begun; not met yet: {failed}"


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.unreadable{number or ''}") for number in range(10_000))
    return next(name for name in names if not name.exists())
