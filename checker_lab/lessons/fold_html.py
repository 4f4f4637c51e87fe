"""An answer that is folded until the reader asks for it, as HTML and as plain text.

The inline styles are those that JupyterLab leaves to an untrusted notebook; the sheet adds the
colours of the theme, and opens the fold on paper.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Any, NamedTuple

from checker_lab.lessons.words import lesson_words

__all__ = ["CellOutput", "fold_html", "fold_text"]

SHEET = """<style>
.checker-lab-answer pre.stderr { background: var(--jp-rendermime-error-background, inherit)
  !important; }
.checker-lab-answer > summary:focus-visible { outline: 2px solid var(--jp-brand-color1, #2f81f7); }
@media print { details::details-content { content-visibility: visible; block-size: auto; } }
</style>"""

FOLD = "margin: 4px 0; padding: 0; border: 1px solid rgba(128, 128, 128, 0.45); border-radius: 6px"
SUMMARY = "padding: 4px 10px; font-weight: bold; cursor: pointer"
BODY = "padding: 2px 10px 6px 10px"
STREAM = (
    "margin: 0; padding: 0; background: none; border: none; white-space: pre-wrap; "
    "word-break: normal; word-wrap: break-word"
)
IMAGES = ("image/svg+xml", "image/png", "image/jpeg")
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class CellOutput(NamedTuple):
    """Something that a cell showed.

    Attributes:
        data: by MIME type; of a stream, its text as "text/plain".
        metadata: of a display, or None.
        stream: "stdout" or "stderr", or "" for a display.
    """

    data: dict[str, Any]
    metadata: Any = None
    stream: str = ""


def fold_html(shown: Iterable[CellOutput]) -> str:
    """Everything that was shown, in its order, behind "Show the answer"."""
    body = "".join(map(_html, _joined(shown)))
    return (
        f'{SHEET}<details class="checker-lab-answer" style="{FOLD}">'
        f'<summary style="{SUMMARY}">{lesson_words().show_the_answer}</summary>'
        f'<div style="{BODY}">{body}</div></details>'
    )


def fold_text(shown: Iterable[CellOutput]) -> str:
    """The same as plain text."""
    return "\n".join(_text(each).rstrip("\n") for each in _joined(shown))


def _joined(shown: Iterable[CellOutput]) -> Iterator[CellOutput]:
    """What was printed in many pieces as one text."""
    for stream, group in groupby(shown, lambda each: each.stream):
        if stream:
            yield CellOutput({"text/plain": "".join(map(_text, group))}, None, stream)
        else:
            yield from group


def _text(shown: CellOutput) -> str:
    return ANSI.sub("", str(shown.data.get("text/plain", "")))


def _html(shown: CellOutput) -> str:
    if html := shown.data.get("text/html"):
        return str(html)
    for kind in IMAGES:
        if image := shown.data.get(kind):
            return _image(kind, image, _text(shown))
    text = _text(shown).rstrip("\n")
    return f'<pre class="{shown.stream}" style="{STREAM}">{escape(text)}</pre>'


def _image(kind: str, image: str | bytes, text: str) -> str:
    # IPython gives bytes, or text that is base64 already, but for SVG.
    content = image.encode() if isinstance(image, str) and kind == "image/svg+xml" else image
    code = b64encode(content).decode() if isinstance(content, bytes) else content
    return f'<img src="data:{kind};base64,{code}" alt="{escape(text)}">'
