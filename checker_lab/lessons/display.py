"""What notebooks show: the source of the library, and the threads and tasks that run.

The output is the same in every run, since nbval compares it: plain text and plain HTML.
"""

import ast
import asyncio
import inspect
import re
import textwrap
import threading
from difflib import ndiff
from html import escape
from pathlib import Path

__all__ = ["our_tasks", "our_threads", "show", "show_difference", "side_by_side"]

ROOT = Path(__file__).parents[2]
FOR_TOOLS = re.compile(r" +# (noqa|type: ignore)\b.*$", re.MULTILINE)


def show(*objects: object, docstrings: bool = True) -> None:
    """Print the source of each object under the name of its file.

    Args:
        objects: functions, methods, properties, classes or modules.
        docstrings: whether to print docstrings too.

    Raises:
        TypeError: an object has no Python source.
    """
    print("\n\n".join(_with_file(thing, docstrings) for thing in objects))


def show_difference(one: object, other: object) -> None:
    """Print both sources as one text, without docstrings.

    A line of `one` alone starts with `-`, a line of `other` alone with `+`.

    Args:
        one, other: functions, methods, properties, classes or modules.

    Raises:
        TypeError: an object has no Python source.
    """
    lines, others = (_source(thing, docstrings=False).splitlines() for thing in (one, other))
    # The lines with `?` mark single characters, which only distract here.
    print("\n".join(line.rstrip() for line in ndiff(lines, others) if not line.startswith("?")))


def side_by_side(*, go: object, threads: object, asyncio: object) -> None:
    """Display a table of three columns: the same thing in Go, in threads and in asyncio.

    Args:
        go, threads, asyncio: each a text, an object, whose source appears without docstrings, or
            a tuple of these, one below the other.

    Raises:
        TypeError: an object has no Python source.
    """
    from IPython.display import HTML, display

    columns = {"Go": go, "Python, threads": threads, "Python, asyncio": asyncio}
    display(HTML(_table({name: _text(shown) for name, shown in columns.items()})))  # type: ignore[no-untyped-call]


def our_threads() -> list[str]:
    """The names of the checkers' threads that are alive, sorted."""
    names = [thread.name for thread in threading.enumerate()]
    return sorted(name for name in names if name.startswith(("checker_lab", "naive checker")))


def our_tasks() -> list[str]:
    """The names of the checkers' coroutines that are tasks of this event loop, sorted.

    Raises:
        RuntimeError: there is no running event loop.
    """
    coroutines = [task.get_coro() for task in asyncio.all_tasks()]
    return sorted(_name(one) for one in coroutines if _module(one).startswith("checker_lab"))


def _name(coroutine: object) -> str:
    return getattr(coroutine, "__qualname__", repr(coroutine))


def _module(coroutine: object) -> str:
    frame = getattr(coroutine, "cr_frame", None)
    return "" if frame is None else str(frame.f_globals.get("__name__"))


def _text(shown: object) -> str:
    if isinstance(shown, tuple):
        return "\n\n".join(map(_text, shown))
    if isinstance(shown, str):
        return textwrap.dedent(shown).strip("\n")
    return _source(shown, docstrings=False)


def _with_file(thing: object, docstrings: bool) -> str:
    source = _source(thing, docstrings)
    path = Path(inspect.getsourcefile(_plain(thing)) or "").resolve()  # type: ignore[arg-type]
    return (
        f"# {path.relative_to(ROOT).as_posix()}\n{source}" if path.is_relative_to(ROOT) else source
    )


def _source(thing: object, docstrings: bool) -> str:
    try:
        source = textwrap.dedent(inspect.getsource(_plain(thing)))  # type: ignore[arg-type]
    except (OSError, TypeError):
        raise TypeError(
            f"{thing!r} has no Python source to show: give a function, a method, a property, "
            "a class or a module from a file"
        ) from None
    source = FOR_TOOLS.sub("", source)
    return (source if docstrings else _without_docstrings(source)).strip("\n")


def _plain(thing: object) -> object:
    return thing.fget if isinstance(thing, property) else thing


def _without_docstrings(source: str) -> str:
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            for number in _docstring_lines(node, lines):
                lines[number] = "\0"
    return "\n".join(line for line in lines if line != "\0")


def _docstring_lines(
    node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]
) -> range:
    """The docstring's line numbers and the empty line after it; none if it is the whole body."""
    if ast.get_docstring(node) is None or len(node.body) == 1:
        return range(0)
    docstring = node.body[0]
    end = docstring.end_lineno or docstring.lineno
    return range(docstring.lineno - 1, end + (not lines[end].strip()))


# No <style>, which an untrusted notebook loses, and no colours, which a dark theme could make
# unreadable. These styles override JupyterLab's own table, which is right-aligned and striped.
CELL = "text-align: left; vertical-align: top; padding: 0.5em"
WRAP = "white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere"
CODE = f"{WRAP}; background: none; font-size: 0.92em"
TABLE = "table-layout: fixed; width: 100%; min-width: 80em"
NARROW = "overflow-x: auto"


def _table(columns: dict[str, str]) -> str:
    heads = "".join(f'<th scope="col" style="{CELL}">{escape(name)}</th>' for name in columns)
    cells = "".join(f'<td style="{CELL}">{_code(text)}</td>' for text in columns.values())
    # Without room the table scrolls in this box, so the keyboard has to reach it: tabindex.
    return (
        f'<div role="region" aria-label="Go, threads and asyncio" tabindex="0" style="{NARROW}">'
        f'<table style="{TABLE}"><thead><tr>{heads}</tr></thead>'
        f'<tbody><tr style="background: none">{cells}</tr></tbody></table></div>'
    )


def _code(text: str) -> str:
    lines = "".join(map(_code_line, text.splitlines()))
    return f'<pre style="{CODE}">{lines}</pre>'


def _code_line(line: str) -> str:
    """A line with a hanging indent of four characters, for where it wraps."""
    deep = len(line) - len(line.lstrip()) + 4
    style = f"display: block; padding-left: {deep}ch; text-indent: -{deep}ch"
    return f'<span style="{style}">{escape(line)}\n</span>'
