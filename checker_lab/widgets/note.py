"""A short message beside a control, as HTML in which all that comes from outside is escaped."""

from html import escape

from checker_lab.core.lines import name_and_text

__all__ = ["STYLE", "note", "trouble"]

# The colours are JupyterLab's own, so they follow its theme. What follows a comma is for places
# that have no such theme.
STYLE = """<style>
.checker-lab-picture > .widget-html-content { flex: 1 1 auto; min-width: 0; }
.checker-lab { font-family: var(--jp-ui-font-family, sans-serif); line-height: 1.4;
  font-size: var(--jp-ui-font-size1, 13px); color: var(--jp-ui-font-color0, inherit);
  white-space: normal; }
.checker-lab p { margin: 0.4em 0; }
.checker-lab .state { border-left: 4px solid var(--jp-border-color1, #888); padding: 0.3em 0.8em; }
.checker-lab .box { overflow: auto; box-sizing: border-box; }
.checker-lab table { border-collapse: collapse; width: 100%; margin: 0; }
.checker-lab th, .checker-lab td { text-align: left; vertical-align: top; padding: 0.25em 0.6em;
  border-bottom: 1px solid var(--jp-border-color2, #bbb); font-variant-numeric: tabular-nums; }
.checker-lab th { font-weight: 600; }
.checker-lab th[scope=row] { overflow-wrap: anywhere; min-width: 5em; max-width: 22em; }
.checker-lab .mark { display: inline-block; width: 1.5em; text-align: center; }
.checker-lab ol { margin: 0; padding: 0 0.5em; list-style: none; }
.checker-lab li { overflow-wrap: anywhere; }
</style>"""


def note(text: str, *, wrong: bool = False) -> str:
    """The HTML of a short message; what is wrong is told to a screen reader at once."""
    if not text:
        return ""
    role = "alert" if wrong else "status"
    mark = '<span class="mark" aria-hidden="true">✗</span>' if wrong else ""
    return f'<div class="checker-lab" role="{role}">{mark}{escape(text)}</div>'


def trouble(error: BaseException) -> str:
    """What is said of a view that cannot go on."""
    return f"the view has ended, and the checks go on: {name_and_text(error)}"
