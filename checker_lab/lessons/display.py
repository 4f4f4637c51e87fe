"""What notebooks show: the source of the library, and the threads and tasks that run.

The output is the same in every run, since nbval compares it.
"""

import ast
import asyncio
import inspect
import re
import textwrap
import threading
from difflib import ndiff
from pathlib import Path

from checker_lab.lessons.code_html import code_html, columns_html
from checker_lab.lessons.differences import differences
from checker_lab.lessons.words import lesson_words

__all__ = [
    "ShownCode",
    "our_tasks",
    "our_threads",
    "show",
    "show_difference",
    "shown",
    "side_by_side",
]

ROOT = Path(__file__).parents[2]
FOR_TOOLS = re.compile(r" +# (noqa|type: ignore)\b.*$", re.MULTILINE)


def show(*objects: object, docstrings: bool = True, files: bool = True) -> None:
    """Show the source of each object under the name of its file.

    Args:
        objects: functions, methods, properties, classes or modules.
        docstrings: whether to show docstrings too.
        files: whether to show the names of the files.

    Raises:
        TypeError: an object has no Python source.
    """
    _display(shown(*objects, docstrings=docstrings, files=files))


def shown(*objects: object, docstrings: bool = True, files: bool = True) -> "ShownCode":
    """What `show()` displays."""
    text = _with_file if files else _source
    return ShownCode("\n\n".join(text(thing, docstrings) for thing in objects))


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
    """Show three columns: the same thing in Go, in threads and in asyncio.

    What differs between threads and asyncio is marked.

    Args:
        go, threads, asyncio: each a text, an object, whose source appears without docstrings, or
            a tuple of these, one below the other.

    Raises:
        TypeError: an object has no Python source.
    """
    words = lesson_words()
    texts = {"Go": go, words.threads: threads, words.asyncio: asyncio}
    _display(CodeColumns({name: _text(shown) for name, shown in texts.items()}))


class ShownCode:
    """Python that a notebook shows in colours."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text

    def _repr_html_(self) -> str:
        return code_html(self._text)


class CodeColumns:
    """Three columns of code: Go, threads and asyncio."""

    def __init__(self, columns: dict[str, str]) -> None:
        self._columns = columns

    def __repr__(self) -> str:
        return "\n\n".join(
            f"{name}:\n{textwrap.indent(text, '    ')}" for name, text in self._columns.items()
        )

    def _repr_html_(self) -> str:
        _, threads, tasks = self._columns.values()
        marks = [{}, *differences(threads, tasks)]
        return columns_html(self._columns, ["go", "python", "python"], marks)


def _display(shown: object) -> None:
    from IPython.display import display

    display(shown)  # type: ignore[no-untyped-call]


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
