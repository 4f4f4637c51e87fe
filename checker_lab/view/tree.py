"""Trees of HTML and SVG elements: one description for a living widget and for a static page.

The browser builds its elements from a tree (`widgets/board/board.js`), and `html_of()` writes the
same tree as text. In both, text from outside stays text.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

__all__ = ["Tree", "el", "html_of"]

Tree = str | list[Any]
"""A text, or an element: `[tag, attributes, *children]`, which JSON can carry."""

VOID = {"br", "hr", "input"}

FOR_THE_BROWSER = {"key", "on", "answers"}
"""Attributes that only the living widget needs."""


def el(tag: str, *children: Tree, **attributes: object) -> list[Any]:
    """An element.

    Args:
        tag: of HTML or SVG.
        children: trees; empty texts are left out.
        attributes: `class_` is written as `class`, and `aria_label` as `aria-label`. Those that are
            None or False are left out, and True stands for an attribute without a value. In the
            browser, `key` names the element among its siblings, so that it stays when others come
            and go, and `on` is the message that a click sends.
    """
    named = {
        name.rstrip("_").replace("_", "-"): "" if value is True else value
        for name, value in attributes.items()
        if value is not None and value is not False
    }
    return [tag, named, *(child for child in children if child != "")]


def html_of(tree: Tree) -> str:
    """The tree as HTML, which is well-formed XML too."""
    return "".join(_written(tree))


def _written(tree: Tree) -> Iterator[str]:
    if isinstance(tree, str):
        yield escape(tree)
        return
    tag, attributes, *children = tree
    yield f"<{tag}"
    for name, value in attributes.items():
        if name not in FOR_THE_BROWSER:
            yield f' {name}="{escape(str(value))}"'
    if tag in VOID:
        yield "/>"
        return
    yield ">"
    for child in children:
        yield from _written(child)
    yield f"</{tag}>"
