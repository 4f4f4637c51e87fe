"""How a report looks in a notebook: HTML, in which all that comes from the code is escaped."""

from html import escape

from checker_lab.grading.report import MARKS, Report, Verdict
from checker_lab.grading.verdicts import Evidence

__all__ = ["report_html"]

# As in the live views: JupyterLab's own colours, which follow its theme, and never behind text.
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
.checker-lab-report pre { background: none; color: inherit; margin: 0.2em 0; padding: 0;
  font-size: var(--jp-code-font-size, 13px); white-space: pre-wrap; overflow-wrap: anywhere;
  max-height: 24em; overflow-y: auto; }
.checker-lab-report p { margin: 0 0 0.3em; }
.checker-lab-report summary { cursor: pointer; }
.checker-lab-report details details { margin-left: 1em; }
</style>"""

COLUMNS = ("State", "Requirement", "What was seen")


def report_html(report: Report) -> str:
    """The report as a table, with what shows it and the hints folded away."""
    heads = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    rows = "".join(map(_row, report.verdicts))
    return (
        f'{STYLE}<div class="checker-lab-report" lang="en"><table>'
        f"<caption>{_text(report.summary)}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(verdict: Verdict) -> str:
    kind = verdict.state.replace(" ", "-")
    return (
        f'<tr><td class="state {kind}">{_mark(verdict)}{verdict.state}</td>'
        f'<th scope="row">{escape(verdict.title)}<br><code>{verdict.name}</code></th>'
        f"<td>{_seen(verdict)}</td></tr>"
    )


def _mark(verdict: Verdict) -> str:
    """A sign for the eye: the word beside it says the same."""
    return f'<span class="mark" aria-hidden="true">{MARKS[verdict.state]}</span>'


def _seen(verdict: Verdict) -> str:
    seen = f"<p>{_text(verdict.saw)}</p>"
    if verdict.state != "failed":
        return seen
    wanted = f"<p><b>Wanted:</b> {_text(verdict.wanted)}</p>"
    return seen + wanted + "".join(map(_evidence, verdict.evidence)) + _hints(verdict.hints)


def _evidence(shown: Evidence) -> str:
    text = "\n".join(_text(line) for line in shown.text.splitlines())
    return f"<details><summary>{_text(shown.title)}</summary><pre>{text}</pre></details>"


def _hints(hints: tuple[str, ...]) -> str:
    """Each hint inside of the one before, so that nobody sees more than was asked for."""
    folded = ""
    for number, hint in reversed(list(enumerate(hints, 1))):
        name = "A hint" if number == 1 else f"Hint {number}"
        folded = f"<details><summary>{name}</summary><p>{_text(hint)}</p>{folded}</details>"
    return folded


def _text(text: str) -> str:
    """Text that may come from the code, as text: nothing in it is a tag or a control character."""
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)
    return escape(shown)
