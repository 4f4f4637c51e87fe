"""The report of a grading: text for people, attributes and JSON for programs.

It knows nothing about how code is graded.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from checker_lab.grading.kind import Kind
from checker_lab.grading.report_html import report_html
from checker_lab.grading.verdicts import State, Verdict

__all__ = ["Report", "Verdict"]

# Of `to_json()`. It grows when a key goes away or changes its meaning.
VERSION = 1


@dataclass(frozen=True)
class Report:
    """What a grading found.

        report.ok, report.passed, report.failed, report.not_reached
        report["no-lost-add"].saw

    As the last line of a cell it is a table; `print(report)` shows text.

    Attributes:
        target: the name of the class or function.
        kind: "threads" or "asyncio".
        verdicts: one for each requirement that was judged, in order.
        seconds: how long the grading took.
        code: the class or function, if it is in this process; needed to play its schedules.
        foreign: what the code waits for that made the grading use real time; else "".
    """

    target: str
    kind: Kind
    verdicts: tuple[Verdict, ...]
    seconds: float = 0.0
    code: Any = field(default=None, repr=False, compare=False)
    foreign: str = ""

    @property
    def ok(self) -> bool:
        """Is every requirement met?"""
        return all(verdict.state == "passed" for verdict in self.verdicts)

    @property
    def passed(self) -> tuple[str, ...]:
        """The names of the requirements that are met."""
        return self._names("passed")

    @property
    def failed(self) -> tuple[str, ...]:
        """The names of the requirements that are not met."""
        return self._names("failed")

    @property
    def not_reached(self) -> tuple[str, ...]:
        """The names of those that could not be judged, because another one is not met."""
        return self._names("not reached")

    @property
    def summary(self) -> str:
        """The whole report in one line."""
        counts = [f"{len(self.passed)} of {len(self.verdicts)} requirements met"]
        if self.failed:
            counts.append(f"{len(self.failed)} not")
        if self.not_reached:
            counts.append(f"{len(self.not_reached)} not reached")
        return f"{self.target} ({self.kind}): {', '.join(counts)}"

    def to_json(self) -> str:
        """Return JSON for a gradebook; its keys always come in the same order."""
        data = {
            "version": VERSION,
            "target": self.target,
            "kind": self.kind,
            "ok": self.ok,
            "passed": list(self.passed),
            "failed": list(self.failed),
            "not_reached": list(self.not_reached),
            "seconds": self.seconds,
            "real_time_because": self.foreign,
            "requirements": [verdict.to_dict() for verdict in self.verdicts],
        }
        return json.dumps(data, ensure_ascii=False, indent=2)

    def show(self) -> Any:
        """Return the report as a widget: its table, and a button that opens a losing schedule.

        Raises:
            ImportError: ipywidgets is not installed.
        """
        from checker_lab.grading.report_widget import report_widget

        return report_widget(self)

    def _repr_html_(self) -> str:
        return report_html(self.summary, self.verdicts)

    def _ipython_display_(self) -> None:
        # Times differ from run to run. The one line that does not stands beside the widget, for
        # stored notebooks.
        from IPython.display import display

        try:
            shown = self.show()._repr_mimebundle_()
        except ImportError:
            shown = {"text/html": self._repr_html_()}
        display({**shown, "text/plain": repr(self)}, raw=True)  # type: ignore[no-untyped-call]

    def __getitem__(self, name: str) -> Verdict:
        for verdict in self.verdicts:
            if verdict.name == name:
                return verdict
        known = ", ".join(verdict.name for verdict in self.verdicts)
        raise KeyError(f"{name!r} was not judged: choose from {known}")

    def __str__(self) -> str:
        return "\n".join([self.summary, *self._remarks(), *map(str, self.verdicts)])

    def __repr__(self) -> str:
        return f"<Report of {self.summary}>"

    def _remarks(self) -> list[str]:
        return [f"(graded in real time, because of {self.foreign})"] if self.foreign else []

    def _names(self, state: State) -> tuple[str, ...]:
        return tuple(verdict.name for verdict in self.verdicts if verdict.state == state)
