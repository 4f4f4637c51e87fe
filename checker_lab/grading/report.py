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
        not_judged: how the code reaches into the grader, which then judges nothing; else "".
        borrowed: what else does the work that the code should do, such as a checker of this library
            or a published solution; else "".
    """

    target: str
    kind: Kind
    verdicts: tuple[Verdict, ...]
    seconds: float = 0.0
    code: Any = field(default=None, repr=False, compare=False)
    foreign: str = ""
    not_judged: str = ""
    borrowed: str = ""

    @property
    def ok(self) -> bool:
        """Is every requirement met, by code that is nobody else's?"""
        is_own = not (self.not_judged or self.borrowed)
        return is_own and all(verdict.state == "passed" for verdict in self.verdicts)

    @property
    def flag(self) -> str:
        """ "not judged" or "borrowed", which a person should look into; else ""."""
        return "not judged" if self.not_judged else "borrowed" if self.borrowed else ""

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
        if self.not_judged:
            return f"{self.target} ({self.kind}): not judged"
        counts = [f"{len(self.passed)} of {len(self.verdicts)} requirements met"]
        if self.failed:
            counts.append(f"{len(self.failed)} not")
        if self.not_reached:
            counts.append(f"{len(self.not_reached)} not reached")
        if self.borrowed:
            counts.append("but borrowed")
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
            "flag": self.flag,
            "not_judged_because": self.not_judged,
            "borrowed_because": self.borrowed,
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
        return report_html(self.summary, self.verdicts, self.remarks)

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
        shown = () if self.not_judged else self.verdicts
        return "\n".join([self.summary, *self.remarks, *map(str, shown)])

    def __repr__(self) -> str:
        return f"<Report of {self.summary}>"

    @property
    def remarks(self) -> list[str]:
        """What the report says besides its verdicts, in sentences."""
        said = [f"(graded in real time, because of {self.foreign})"] if self.foreign else []
        if self.not_judged:
            said.append(f"The code reaches into the grader ({self.not_judged}).")
            said.append(
                "No verdict on it can be trusted, so there is none: remove that, and grade again."
            )
        if self.borrowed:
            said.append(f"This is not its own work: {self.borrowed}. Write the checks yourself.")
        return said

    def _names(self, state: State) -> tuple[str, ...]:
        return tuple(verdict.name for verdict in self.verdicts if verdict.state == state)
