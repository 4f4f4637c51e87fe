"""The report of a grading: for people as text, for programs as attributes and JSON."""

import json
from dataclasses import dataclass, field
from typing import Any

from checker_lab.grading.child.loading import Kind
from checker_lab.grading.hints import hints_for
from checker_lab.grading.requirements import REQUIREMENTS
from checker_lab.grading.verdicts import Evidence, Finding, State

__all__ = ["MARKS", "Report", "Verdict"]

MARKS: dict[State, str] = {"passed": "✓", "failed": "✗", "not reached": "…"}
# Of `to_json()`: grows when something is taken away or means something else.
VERSION = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a grading says of one requirement.

    Attributes:
        name: of the requirement; it stays the same for good.
        title: the requirement in a few words.
        wanted: what has to be so, in one sentence.
        state: "passed", "failed" or "not reached".
        saw: what was seen, in one sentence; if it was not reached, because of what.
        evidence: what shows it.
        hints: three, each of which says more than the one before.
    """

    name: str
    title: str
    wanted: str
    state: State
    saw: str
    evidence: tuple[Evidence, ...] = ()
    hints: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, finding: Finding, kind: Kind) -> "Verdict":
        """The verdict that comes of a finding."""
        what = REQUIREMENTS[finding.name]
        state = finding.state or "passed"
        return cls(
            what.name,
            what.title,
            what.wanted,
            state,
            finding.saw,
            finding.evidence,
            hints_for(what.name, kind),
        )

    def hint(self, number: int = 1) -> str:
        """A hint that leads; the second and the third lead further.

        Raises:
            ValueError: there is no such hint.
        """
        if number not in range(1, len(self.hints) + 1):
            raise ValueError(f"hints are 1 to {len(self.hints)}, not {number!r}")
        return self.hints[number - 1]

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "name": self.name,
            "title": self.title,
            "state": self.state,
            "wanted": self.wanted,
            "saw": self.saw,
            "evidence": [one.to_dict() for one in self.evidence],
        }

    def __str__(self) -> str:
        line = f"{MARKS[self.state]} {self.state:<11}  {self.name:<16}  {self.title}"
        if self.state == "passed":
            return line
        lines = [line, f"    saw: {self.saw}"]
        if self.state == "failed":
            lines.append(f"    wanted: {self.wanted}")
            for shown in self.evidence:
                lines.append(f"    {shown.title}:")
                lines += [f"        {text}" for text in shown.text.splitlines()]
            lines.append(f"    hint: {self.hint(1)}")
        return "\n".join(lines)


@dataclass(frozen=True)
class Report:
    """What a grading has found.

        report.ok, report.passed, report.failed, report.not_reached
        report["no-lost-add"].saw

    The last line of a cell shows it as a table, and `print(report)` as text.

    Attributes:
        target: the name of the class or function.
        kind: "threads" or "asyncio".
        verdicts: one for each requirement that was to be judged, in order.
        seconds: how long it has taken.
    """

    target: str
    kind: Kind
    verdicts: tuple[Verdict, ...]
    seconds: float = 0.0
    code: Any = field(default=None, repr=False, compare=False)

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
        """The names of those that are not."""
        return self._names("failed")

    @property
    def not_reached(self) -> tuple[str, ...]:
        """The names of those that could not be judged, since another one is not met."""
        return self._names("not reached")

    @property
    def summary(self) -> str:
        """The whole in one line."""
        counts = [f"{len(self.passed)} of {len(self.verdicts)} requirements met"]
        if self.failed:
            counts.append(f"{len(self.failed)} not")
        if self.not_reached:
            counts.append(f"{len(self.not_reached)} not reached")
        return f"{self.target} ({self.kind}): {', '.join(counts)}"

    def to_json(self) -> str:
        """For a gradebook: JSON, with the keys in order."""
        data = {
            "version": VERSION,
            "target": self.target,
            "kind": self.kind,
            "ok": self.ok,
            "passed": list(self.passed),
            "failed": list(self.failed),
            "not_reached": list(self.not_reached),
            "seconds": self.seconds,
            "requirements": [verdict.to_dict() for verdict in self.verdicts],
        }
        return json.dumps(data, ensure_ascii=False, indent=2)

    def show(self) -> Any:
        """The report as a widget: its table, and a button that opens a schedule that loses.

        Raises:
            ImportError: ipywidgets is not installed.
        """
        from checker_lab.grading.report_widget import report_widget

        return report_widget(self)

    def _repr_html_(self) -> str:
        from checker_lab.grading.report_html import report_html

        return report_html(self)

    def _ipython_display_(self) -> None:
        # What is measured differs from run to run. A stored notebook keeps the one line that does
        # not, beside the widget.
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
        return "\n".join([self.summary, *map(str, self.verdicts)])

    def __repr__(self) -> str:
        return f"<Report of {self.summary}>"

    def _names(self, state: State) -> tuple[str, ...]:
        return tuple(verdict.name for verdict in self.verdicts if verdict.state == state)
