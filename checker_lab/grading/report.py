"""The report of a grading: text for people, attributes and JSON for programs.

It knows nothing about how code is graded.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from checker_lab.core.language import Language
from checker_lab.grading.kind import Kind
from checker_lab.grading.report_html import report_html
from checker_lab.grading.sentences import Sentence, join, say, translated
from checker_lab.grading.verdicts import MARKS, State, Verdict

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
        language: of its texts, "en" or "ru".
        blame: the name of the requirement to fix first; "" for the first that is not met.
    """

    target: str
    kind: Kind
    verdicts: tuple[Verdict, ...]
    seconds: float = 0.0
    code: Any = field(default=None, repr=False, compare=False)
    foreign: str = ""
    language: Language = "en"
    blame: str = ""

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
    def fix_first(self) -> Verdict | None:
        """The verdict to work on next, or None if every requirement is met."""
        open_ones = [verdict for verdict in self.verdicts if verdict.state != "passed"]
        failed = [verdict for verdict in open_ones if verdict.state == "failed"]
        return next(
            (verdict for verdict in failed if verdict.name == self.blame),
            next(iter(failed or open_ones), None),
        )

    @property
    def lead(self) -> str:
        """What happened, in which line, and what to try, in one line; "" if all is well."""
        return "" if self.fix_first is None else self.fix_first.lead

    @property
    def summary(self) -> str:
        """How many requirements are met, in one line."""
        counts = [
            say(
                "{passed} of {total} requirements met",
                passed=len(self.passed),
                total=len(self.verdicts),
            )
        ]
        if self.failed:
            counts.append(say("{count} not", count=len(self.failed)))
        if self.not_reached:
            counts.append(say("{count} not reached", count=len(self.not_reached)))
        kind = translated(self.kind, self.language)
        return f"{self.target} ({kind}): {self._text(join(counts, ', '))}"

    @property
    def others(self) -> str:
        """The line about the requirements that were not reached; "" if there are none."""
        if not self.not_reached:
            return ""
        line = say(
            "{count:other requirement was|other requirements were} not reached: fix this first",
            count=len(self.not_reached),
        )
        return self._text(line)

    def to_json(self) -> str:
        """Return JSON for a gradebook; its keys always come in the same order."""
        data = {
            "version": VERSION,
            "target": self.target,
            "kind": self.kind,
            "ok": self.ok,
            "lead": self.lead,
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
        return report_html(self)

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
        lead = [self.lead, ""] if self.lead else []
        others = [f"{MARKS['not reached']} {self.others}"] if self.others and self.failed else []
        # What is to be fixed comes first, and what works comes last.
        passed = [str(verdict) for verdict in self.verdicts if verdict.state == "passed"]
        shown = [str(verdict) for verdict in self.open_verdicts]
        return "\n".join([*lead, self.summary, *self._remarks(), *shown, *others, *passed])

    def __repr__(self) -> str:
        return f"<Report of {self.summary}>"

    @property
    def open_verdicts(self) -> list[Verdict]:
        """The failures, the one to fix first before the others.

        Without a failure they are those that were not reached.
        """
        state = "failed" if self.failed else "not reached"
        found = [verdict for verdict in self.verdicts if verdict.state == state]
        return sorted(found, key=lambda verdict: verdict is not self.fix_first)

    @property
    def remark(self) -> str:
        """The line about real time; "" if the grading did not need it."""
        if not self.foreign:
            return ""
        return self._text(say("(graded in real time, because of {what})", what=self.foreign))

    def _remarks(self) -> list[str]:
        return [self.remark] if self.remark else []

    def _text(self, sentence: Sentence) -> str:
        return sentence.in_language(self.language)

    def _names(self, state: State) -> tuple[str, ...]:
        return tuple(verdict.name for verdict in self.verdicts if verdict.state == state)
