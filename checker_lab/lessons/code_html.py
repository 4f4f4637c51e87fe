"""Code as HTML: in columns that stack where there is no room, and coloured as the theme does it.

An untrusted notebook loses style sheets, and inline styles with units such as `ch`. So the inline
styles make the layout, with bold keywords and marks in plain colours; the sheet adds the colours of
the theme.
"""

import re
from collections.abc import Mapping
from html import escape
from itertools import groupby

from checker_lab.lessons.differences import Marks
from checker_lab.lessons.highlight import CodeToken, token_lines
from checker_lab.lessons.words import lesson_words

__all__ = ["code_html", "columns_html"]

SHEET = """<style>
.checker-lab-code code { font-family: var(--jp-code-font-family, monospace) !important;
  color: var(--jp-content-font-color1, inherit); line-height: inherit !important;
  overflow-wrap: anywhere !important; }
.checker-lab-code .word { color: var(--jp-mirror-editor-keyword-color, inherit); }
.checker-lab-code .string { color: var(--jp-mirror-editor-string-color, inherit); }
</style>"""

FAINT = "rgba(128, 128, 128, 0.45)"
FRAME = "margin: 4px 0; padding: 0; font-size: 13px; line-height: 1.45"
# Three columns stand side by side if each has 17em, and stack otherwise.
COLUMNS = "display: flex; flex-wrap: wrap; gap: 8px"
COLUMN = f"flex: 1 1 17em; min-width: 0; border: 1px solid {FAINT}; border-radius: 6px"
HEAD = f"margin: 0; padding: 3px 8px; border-bottom: 1px solid {FAINT}; font-weight: bold"
NOTE = "margin: 4px 2px 0 2px; font-size: 0.95em"
PRE = "margin: 0; padding: 6px 8px; background: none; border: none; white-space: normal"
# The rest of a wrapped line is indented by six columns more, which Python's own code never is. A
# column is 0.6em wide.
LINE = "display: block; padding-left: {0}em; text-indent: -{0}em; min-height: 1em"
CODE = (
    "background: none; border: none; margin: 0; padding: 0; font-size: 0.92em; "
    "white-space: pre-wrap; word-break: normal; word-wrap: break-word"
)
DIFFERENT = "background: rgba(224, 160, 0, 0.25); border-bottom: 2px solid #b7791f"
WORD = "font-weight: bold"
COMMENT = "font-style: italic"
COMMENT_HEAD = re.compile(r"(#|//)? ?[^ /]*/?")
# Where a long line wraps, if it has no spaces there.
BREAK_AFTER = {"(", ","}
HANGING = 6
COLUMN_WIDTH = 0.6


def columns_html(columns: Mapping[str, str], languages: list[str], marks: list[Marks]) -> str:
    """Columns of code, each under its name.

    Args:
        columns: names to code.
        languages: of each column, "python" or "go".
        marks: of each column, the tokens that are different in another one.
    """
    shown = "".join(
        f'<section aria-label="{escape(name)}" style="{COLUMN}"><p style="{HEAD}">{escape(name)}'
        f"</p>{_pre(text, language, marked)}</section>"
        for (name, text), language, marked in zip(columns.items(), languages, marks, strict=True)
    )
    note = f'<p style="{NOTE}">{lesson_words().what_differs}</p>'
    body = f'<div style="{COLUMNS}">{shown}</div>{note if any(marks) else ""}'
    return _framed(body)


def code_html(text: str) -> str:
    """Python, coloured."""
    return _framed(_pre(text, "python", {}))


def _framed(html: str) -> str:
    return f'{SHEET}<div class="checker-lab-code" style="{FRAME}">{html}</div>'


def _pre(text: str, language: str, marks: Marks) -> str:
    lines = (
        _line(tokens, marks.get(at, set())) for at, tokens in enumerate(token_lines(text, language))
    )
    return f'<pre style="{PRE}"><code style="{CODE}">{"".join(lines)}</code></pre>'


def _line(tokens: list[CodeToken], marked: set[int]) -> str:
    line = "".join(token.text for token in tokens)
    deep = len(line) - len(line.lstrip()) + HANGING
    html = []
    for is_marked, group in groupby(enumerate(tokens), lambda each: _belongs(each, marked)):
        text = "".join(_token(token) for _, token in group)
        html.append(f'<span style="{DIFFERENT}">{text}</span>' if is_marked else text)
    look = LINE.format(f"{deep * COLUMN_WIDTH:.1f}")
    return f'<span style="{look}">{"".join(html)}\n</span>'


def _belongs(each: tuple[int, CodeToken], marked: set[int]) -> bool:
    """Is this token marked? So is the space between two that are."""
    at, token = each
    if token.kind == "space":
        return at - 1 in marked and at + 1 in marked
    return at in marked


def _token(token: CodeToken) -> str:
    text = escape(token.text)
    if text in BREAK_AFTER:
        return f"{text}<wbr>"
    if text == ".":
        return "<wbr>."
    if token.kind == "word":
        return f'<b class="word" style="{WORD}">{text}</b>'
    if token.kind == "comment":
        return f'<i style="{COMMENT}">{_comment(token.text)}</i>'
    return f'<span class="string">{text}</span>' if token.kind == "string" else text


def _comment(text: str) -> str:
    """The sign stays with its first word or folder, and a path wraps after a slash."""
    head = COMMENT_HEAD.match(text)
    assert head is not None, "it matches everything"
    rest = escape(text[head.end() :]).replace("/", "/<wbr>")
    return f'<span style="white-space: nowrap">{escape(head[0])}</span><wbr>{rest}'
