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
        foreign: what the code does that made the grading use real time; else "".
        not_judged: how the code reaches into the grader, which then judges nothing; else "".
        borrowed: what else does the work that the code should do, such as a checker of this library
            or a published solution; else "".
        language: of its texts, "en" or "ru".
        blame: the name of the requirement to fix first; "" for the first that is not met.
    """

    target: str
    kind: Kind
    verdicts: tuple[Verdict, ...]
    seconds: float = 0.0
    code: Any = field(default=None, repr=False, compare=False)
    foreign: str = ""
    not_judged: str = ""
    borrowed: str = ""
    language: Language = "en"
    blame: str = ""

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
        kind = translated(self.kind, self.language)
        said = say("not judged") if self.not_judged else join(self._counts(), ", ")
        return f"{self.target} ({kind}): {self._text(said)}"

    def _counts(self) -> list[Sentence]:
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
        if self.borrowed:
            counts.append(say("but borrowed"))
        return counts

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
        if self.not_judged:
            return "\n".join([self.summary, *self.remarks])
        lead = [self.lead, ""] if self.lead else []
        others = [f"{MARKS['not reached']} {self.others}"] if self.others and self.failed else []
        # What is to be fixed comes first, and what works comes last.
        passed = [str(verdict) for verdict in self.verdicts if verdict.state == "passed"]
        shown = [verdict.below(self.lead) for verdict in self.open_verdicts]
        return "\n".join([*lead, self.summary, *self.remarks, *shown, *others, *passed])

    def __repr__(self) -> str:
        return self._text(say("<Report of {summary}>", summary=self.summary))

    @property
    def open_verdicts(self) -> list[Verdict]:
        """The failures, the one to fix first before the others.

        Without a failure they are those that were not reached.
        """
        state = "failed" if self.failed else "not reached"
        found = [verdict for verdict in self.verdicts if verdict.state == state]
        return sorted(found, key=lambda verdict: verdict is not self.fix_first)

    @property
    def remarks(self) -> list[str]:
        """What the report says besides its verdicts, in sentences."""
        said = []
        if self.foreign:
            said.append(say("(graded in real time, since {what})", what=self.foreign))
        if self.not_judged:
            said += [
                say("The code reaches into the grader ({how}).", how=self.not_judged),
                say(
                    "No verdict on it can be trusted, so there is none: remove that, and grade "
                    "again."
                ),
            ]
        if self.borrowed:
            said.append(
                say(
                    "This is not its own work: {what}. Write the checks yourself.",
                    what=self.borrowed,
                )
            )
        return list(map(self._text, said))

    def _text(self, sentence: Sentence) -> str:
        return sentence.in_language(self.language)

    def _names(self, state: State) -> tuple[str, ...]:
        return tuple(verdict.name for verdict in self.verdicts if verdict.state == state)
