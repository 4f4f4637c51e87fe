"""Which exercises are done: a plain file beside the notebooks."""

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from os import PathLike
from pathlib import Path
from typing import Any

from checker_lab.core.language import Language, choose_language
from checker_lab.core.lines import printable
from checker_lab.grading.report import Report
from checker_lab.grading.sentences import NOTHING, say, translated

__all__ = ["Progress", "ProgressError"]

ABOUT = "Which exercises of checker_lab are done. You may delete this file to start over."
Entry = dict[str, Any]


class ProgressError(ValueError):
    """`Progress` did not write this file, and leaves it as it is."""


class Progress:
    """What is done, kept in a JSON file that people can read.

        progress = Progress("progress.json")
        progress.record("01 the pass", report)
        print(progress.table(["01 the pass", "02 add"]))

    A missing file means that nothing is done. A file that cannot be read is never overwritten: it
    is renamed, and `trouble` says so.

    Args:
        path: the file; it need not exist.
    """

    def __init__(self, path: str | PathLike[str] = "progress.json") -> None:
        self.path = Path(path)
        self._said = NOTHING

    @property
    def trouble(self) -> str:
        """What is wrong with the file, in the language of the process, and what was done; or ""."""
        return self._said.in_language(choose_language(None))

    @property
    def done(self) -> dict[str, str]:
        """The names of the exercises that are done, each with its day, "2026-01-31"."""
        return {name: entry["done"] for name, entry in self._read().items() if entry.get("done")}

    def record(self, exercise: str, report: Report) -> bool:
        """Record what a grading found, and return whether it met every requirement.

        An exercise that is done stays done, even if a later try fails. Several programs may record
        into one file.

        Raises:
            ValueError: the exercise has no name.
            OSError: the file cannot be written.
        """
        if not exercise.strip():
            raise ValueError(f"an exercise must have a name, not {exercise!r}")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(self.path.parent):
            entries = self._read(for_writing=True)
            entry = entries.setdefault(exercise, {"done": "", "tries": 0})
            entry["tries"] = entry.get("tries", 0) + 1
            entry["failed"] = [*report.failed, *report.not_reached]
            if report.ok and not entry.get("done"):
                entry["done"] = date.today().isoformat()
            self._write(entries)
        return report.ok

    def table(self, exercises: Iterable[str] = ()) -> str:
        """Return what is done and what is to do, as text; `exercises` gives the order."""
        rows = self._rows(exercises, choose_language(None))
        width = max((len(name) for name, _, _ in rows), default=0)
        lines = [f"{mark} {name:<{width}}  {words}" for name, mark, words in rows]
        return "\n".join([*lines, *([self.trouble] if self.trouble else [])])

    def html(
        self,
        exercises: Iterable[str] = (),
        *,
        titles: Mapping[str, str] | None = None,
        language: str | None = None,
    ) -> str:
        """Return the same as an HTML table.

        Args:
            exercises: gives the order.
            titles: what to show instead of the names of exercises.
            language: of the words in the table, "en" or "ru"; None for that of `set_language()`, or
                else English.
        """
        chosen = choose_language(language)
        titles = titles or {}
        body = "".join(
            f'<tr><th scope="row" style="text-align: left">{escape(titles.get(name, name))}</th>'
            f'<td style="text-align: left"><span aria-hidden="true">{mark}</span> {escape(words)}'
            "</td></tr>"
            for name, mark, words in self._rows(exercises, chosen)
        )
        heads = "".join(
            f'<th scope="col" style="text-align: left">{translated(name, chosen)}</th>'
            for name in ("Exercise", "State")
        )
        said = self._said.in_language(chosen)
        trouble = f'<p role="alert">{escape(said)}</p>' if said else ""
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{trouble}"

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.table()

    def _rows(self, exercises: Iterable[str], language: Language) -> list[tuple[str, str, str]]:
        entries = self._read()
        return [
            (printable(name), *_state(entries.get(name), language))
            for name in dict.fromkeys((*exercises, *entries))
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
        path = str(self.path)
        self._said = say("{path} cannot be read ({why}): fix it or delete it", path=path, why=why)
        if for_writing:
            aside = _free_name(self.path)
            self.path.rename(aside)
            self._said = say(
                "{path} could not be read ({why}) and is now {name}",
                path=path,
                why=why,
                name=aside.name,
            )
        return {}

    def _write(self, entries: dict[str, Entry]) -> None:
        """Replace the file as a whole, so that a reader finds the old one or the new one."""
        data = {"about": ABOUT, "exercises": dict(sorted(entries.items()))}
        descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        try:
            # Lone surrogates become escapes, which are the same in JSON.
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
                json.dump(data, file, ensure_ascii=False, indent=2)
                file.write("\n")
            Path(name).replace(self.path)
        except BaseException:
            Path(name).unlink()
            raise


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep other writers out of a folder: between reading and replacing, an update could get lost.

    Where there are no such locks, as on Windows and some network drives, it does nothing.
    """
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(ImportError, OSError):
            import fcntl

            descriptor = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


def _checked(data: object) -> dict[str, Entry]:
    exercises = data.get("exercises") if isinstance(data, dict) else None
    if not isinstance(exercises, dict) or not all(map(_is_entry, exercises.values())):
        raise ProgressError("it does not list exercises")
    return exercises


def _is_entry(entry: object) -> bool:
    if not isinstance(entry, dict):
        return False
    failed = entry.get("failed", [])
    return (
        isinstance(entry.get("done", ""), str)
        and isinstance(entry.get("tries", 0), int)
        and isinstance(failed, list)
        and all(isinstance(name, str) for name in failed)
    )


def _state(entry: Entry | None, language: Language) -> tuple[str, str]:
    mark, words = "○", say("to do")
    if entry is not None and entry.get("done"):
        mark, words = "✓", say("done on {day}", day=entry["done"])
    elif entry is not None:
        failed = ", ".join(entry.get("failed", ()))
        mark, words = "…", say("started; not met yet: {names}", names=failed or say("the last try"))
    return mark, printable(words.in_language(language))


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.unreadable{number or ''}") for number in range(10_000))
    return next(name for name in names if not name.exists())
