"""How a report looks in a notebook: HTML, in which every text from the code is escaped."""

import re
from collections.abc import Sequence
from html import escape
from typing import Protocol

from checker_lab.core.language import Language
from checker_lab.core.lines import printable
from checker_lab.grading.hints import hint_title
from checker_lab.grading.sentences import translated
from checker_lab.grading.timetable_html import timetable_html
from checker_lab.grading.verdicts import MARKS, Evidence, Verdict

__all__ = ["ShownReport", "lead_html", "report_html", "table_html"]

# JupyterLab's own colours, which follow its theme. As in the live views, none is behind text.
STYLE = """<style>
.checker-lab-report { font-family: var(--jp-ui-font-family, sans-serif); line-height: 1.4;
  font-size: var(--jp-ui-font-size1, 13px); color: var(--jp-ui-font-color0, inherit);
  white-space: normal; overflow-x: auto; }
.checker-lab-report table { border-collapse: collapse; width: 100%; margin: 0; }
.checker-lab-report caption { text-align: left; font-weight: 600; padding: 0.3em 0; }
.checker-lab-report th, .checker-lab-report td { text-align: left; vertical-align: top;
  padding: 0.3em 0.6em; border-bottom: 1px solid var(--jp-border-color2, #bbb); }
.checker-lab-report td { overflow-wrap: anywhere; }
.checker-lab-report .state { white-space: nowrap; }
.checker-lab-report .mark { display: inline-block; width: 1.4em; text-align: center; }
.checker-lab-report .passed { box-shadow: inset 4px 0 var(--jp-success-color1, #388e3c); }
.checker-lab-report .failed { box-shadow: inset 4px 0 var(--jp-error-color1, #d32f2f); }
.checker-lab-report .lead { border-left: 4px solid var(--jp-error-color1, #d32f2f);
  padding: 0.3em 0.8em; margin: 0 0 0.5em; overflow-wrap: anywhere;
  font-size: var(--jp-ui-font-size2, 15px); }
.checker-lab-report pre { background: none; color: inherit; margin: 0.2em 0; padding: 0;
  font-size: var(--jp-code-font-size, 13px); white-space: pre-wrap; overflow-wrap: anywhere;
  max-height: 24em; overflow-y: auto; }
.checker-lab-report p { margin: 0 0 0.3em; }
.checker-lab-report summary { cursor: pointer; }
.checker-lab-report details details { margin-left: 1em; }
/* In a narrow window, or magnified, the columns would be too narrow to read. */
.checker-lab-report { container-type: inline-size; }
@container (max-width: 36em) {
  .checker-lab-report > table, .checker-lab-report > table > *,
  .checker-lab-report > table > tbody > tr, .checker-lab-report > table > tbody > tr > * {
    display: block; width: auto; border-bottom: none; }
  .checker-lab-report > table > thead { display: none; }
  .checker-lab-report > table > tbody > tr { padding: 0.3em 0;
    border-bottom: 1px solid var(--jp-border-color2, #bbb); }
}
</style>"""

CODE = re.compile(r"`([^`]+)`")
COLUMNS = ("State", "Requirement", "What happened")


class ShownReport(Protocol):
    """What a report shows."""

    @property
    def lead(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def remarks(self) -> list[str]: ...
    @property
    def others(self) -> str: ...
    @property
    def failed(self) -> tuple[str, ...]: ...
    @property
    def verdicts(self) -> tuple[Verdict, ...]: ...
    @property
    def open_verdicts(self) -> list[Verdict]: ...
    @property
    def language(self) -> Language: ...


def report_html(report: ShownReport) -> str:
    """Return the whole report: what to fix first, and below it the table."""
    return lead_html(report) + table_html(report)


def lead_html(report: ShownReport) -> str:
    """Return what to fix first, with the style of the whole report."""
    lead = f'<p class="lead">{_prose(report.lead)}</p>' if report.lead else ""
    remarks = "".join(f"<p>{_prose(remark)}</p>" for remark in report.remarks)
    return STYLE + _framed(lead + remarks, report.language)


def table_html(report: ShownReport) -> str:
    """Return the table: failures, what was not reached, and what is met.

    Evidence and hints are folded, and so is the list of what was not reached.
    """
    language = report.language
    heads = "".join(f'<th scope="col">{translated(name, language)}</th>' for name in COLUMNS)
    passed = [verdict for verdict in report.verdicts if verdict.state == "passed"]
    is_folded = bool(report.failed) and bool(report.others)
    left = [verdict for verdict in report.verdicts if verdict.state == "not reached"]
    rows = (
        "".join(_row(verdict, language) for verdict in report.open_verdicts)
        + (_others(report.others, left) if is_folded else "")
        + "".join(_row(verdict, language) for verdict in passed)
    )
    table = (
        f"<table><caption>{_text(report.summary)}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )
    return _framed(table, language)


def _framed(html: str, language: Language) -> str:
    return f'<div class="checker-lab-report" lang="{language}">{html}</div>'


def _row(verdict: Verdict, language: Language) -> str:
    kind = verdict.state.replace(" ", "-")
    state = translated(verdict.state, language)
    return (
        f'<tr><td class="state {kind}">{_mark(verdict)}{state}</td>'
        f'<th scope="row">{escape(verdict.title)}<br><code>{verdict.name}</code></th>'
        f"<td>{_seen(verdict, language)}</td></tr>"
    )


def _others(line: str, verdicts: Sequence[Verdict]) -> str:
    """Return one row for all that was not reached."""
    listed = "".join(
        f"<li><code>{verdict.name}</code> {escape(verdict.title)}</li>" for verdict in verdicts
    )
    mark = _mark(verdicts[0])
    return (
        f'<tr><td colspan="3"><details><summary>{mark}{_prose(line)}</summary>'
        f"<ul>{listed}</ul></details></td></tr>"
    )


def _mark(verdict: Verdict) -> str:
    """Return the sign that a screen reader skips, since the word beside it says the same."""
    return f'<span class="mark" aria-hidden="true">{MARKS[verdict.state]}</span>'


def _seen(verdict: Verdict, language: Language) -> str:
    seen = f"<p>{_prose(verdict.saw)}</p>"
    if verdict.state != "failed":
        return seen
    if verdict.cause:
        seen += f"<p><b>{translated('Why:', language)}</b> {_prose(verdict.why)}</p>"
    wanted = f"<p><b>{translated('Wanted:', language)}</b> {_prose(verdict.wanted)}</p>"
    pictured = next((shown for shown in verdict.evidence if _drawing(shown, language)), None)
    evidence = "".join(
        _evidence(shown, language, is_open=shown is pictured) for shown in verdict.evidence
    )
    return seen + wanted + evidence + _hints(verdict, language)


def _evidence(shown: Evidence, language: Language, *, is_open: bool) -> str:
    """Fold the picture, if there is one, and the text; the first picture stands open."""
    drawn = _drawing(shown, language)
    text = "\n".join(_text(line) for line in shown.text.splitlines())
    title = f"<summary>{_prose(shown.title)}</summary>"
    if drawn and shown.kind == "schedule":
        # The picture says all of it in words, too.
        return f"<details{' open' * is_open}>{title}{drawn}</details>"
    if is_open:
        return f"{drawn}<details>{title}<pre>{text}</pre></details>"
    return f"<details>{title}{drawn}<pre>{text}</pre></details>"


def _drawing(shown: Evidence, language: Language) -> str:
    if shown.kind != "schedule":
        return timetable_html(shown.chart, language)
    # Few reports have one, and all others load without the scheduler.
    from checker_lab.schedules.picture import html_of_text

    return html_of_text(shown.english, language, shown.text)


def _hints(verdict: Verdict, language: Language) -> str:
    """Fold each hint into the one before it, so that you see no more than you ask for."""
    folded = ""
    for number, hint in reversed(list(enumerate(verdict.hints, 1))):
        title = hint_title(verdict.name, number, language)
        folded = f"<details><summary>{title}</summary><p>{_prose(hint)}</p>{folded}</details>"
    return folded


def _text(text: str) -> str:
    """Return text from the code as text: no tags, no control codes."""
    return escape(printable(text))


def _prose(text: str) -> str:
    """Return our sentences, in which `code` stands between backticks."""
    return CODE.sub(r"<code>\1</code>", _text(text))
