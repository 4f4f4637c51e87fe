"""How a report looks in a notebook: HTML, in which every text from the code is escaped."""

from collections.abc import Sequence
from html import escape

from checker_lab.core.lines import printable
from checker_lab.grading.verdicts import MARKS, Evidence, Verdict

__all__ = ["report_html"]

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
.checker-lab-report pre { background: none; color: inherit; margin: 0.2em 0; padding: 0;
  font-size: var(--jp-code-font-size, 13px); white-space: pre-wrap; overflow-wrap: anywhere;
  max-height: 24em; overflow-y: auto; }
.checker-lab-report p { margin: 0 0 0.3em; }
.checker-lab-report summary { cursor: pointer; }
.checker-lab-report details details { margin-left: 1em; }
</style>"""

COLUMNS = ("State", "Requirement", "What happened")


def report_html(summary: str, verdicts: Sequence[Verdict]) -> str:
    """Return a table with a row for each verdict; evidence and hints are folded."""
    heads = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    rows = "".join(map(_row, verdicts))
    return (
        f'{STYLE}<div class="checker-lab-report" lang="en"><table>'
        f"<caption>{_text(summary)}</caption>"
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
    """Return the sign that a screen reader skips, since the word beside it says the same."""
    return f'<span class="mark" aria-hidden="true">{MARKS[verdict.state]}</span>'


def _seen(verdict: Verdict) -> str:
    seen = f"<p>{_text(verdict.saw)}</p>"
    if verdict.state != "failed":
        return seen
    wanted = f"<p><b>Wanted:</b> {_text(verdict.wanted)}</p>"
    return seen + wanted + "".join(map(_evidence, verdict.evidence)) + _hints(verdict.hints)


def _evidence(shown: Evidence) -> str:
    picture = _picture(shown)
    if picture:
        return f"<details><summary>{_text(shown.title)}</summary>{picture}</details>"
    text = "\n".join(_text(line) for line in shown.text.splitlines())
    return f"<details><summary>{_text(shown.title)}</summary><pre>{text}</pre></details>"


def _picture(shown: Evidence) -> str:
    """Draw a schedule; return "" for all other evidence."""
    if shown.kind != "schedule":
        return ""
    # Few reports have one, and all others load without the scheduler.
    from checker_lab.schedules.picture import html_of_text

    return html_of_text(shown.text)


def _hints(hints: tuple[str, ...]) -> str:
    """Fold each hint into the one before it, so that you see no more than you ask for."""
    folded = ""
    for number, hint in reversed(list(enumerate(hints, 1))):
        summary = f"<summary>Hint {number}</summary>"
        folded = f"<details>{summary}<p>{_text(hint)}</p>{folded}</details>"
    return folded


def _text(text: str) -> str:
    """Return text from the code as text: no tags, no control codes."""
    return escape(printable(text))
