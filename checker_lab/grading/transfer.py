"""Packs the learner's code for another process.

A class or function travels by value, as it is in the notebook at this moment. A file travels by
name: only the other process ever runs it.
"""

import inspect
import io
import linecache
import marshal
import os
import pickle
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from checker_lab.core.language import Language
from checker_lab.grading.errors import TransferError
from checker_lab.grading.job import PackedCode, load_code
from checker_lab.grading.logging_setup import current
from checker_lab.grading.reducers import reduced
from checker_lab.grading.sentences import NOTHING, Sentence, say

__all__ = ["copies", "pack", "pack_file"]

# Functions of cloudpickle whose last argument but one is the id under which it finds a class again.
MAKING_CLASSES = ("_make_skeleton_class", "_make_skeleton_enum")
# What pickling raises.
NOT_SENT = (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError)


def pack(thing: Any, language: Language | None = None) -> PackedCode:
    """Pack a class or function.

    Args:
        thing: the class or function.
        language: of the error; None for that of the process.

    Raises:
        TransferError: it uses something that cannot be sent.
        ImportError: cloudpickle is not installed.
    """
    name = getattr(thing, "__qualname__", repr(thing))
    stream = io.BytesIO()
    try:
        files = _dump(thing, stream, _learners_modules(thing))
    except NOT_SENT as error:
        raise TransferError(_why_not(name, error, thing), language) from error
    setups = io.BytesIO()
    _dump(current(_can_be_sent), setups, [])
    sources = {file: tuple(linecache.getlines(file)) for file in sorted(files)}
    found = {file: lines for file, lines in sources.items() if lines}
    return PackedCode(name, stream.getvalue(), "", found, _absolute_path(), setups.getvalue())


def _why_not(name: str, error: Exception, thing: Any) -> Sentence:
    culprits = [f"{used} ({type(value).__name__})" for used, value in _unsendable(thing)]
    uses = say(" It uses {names}, which cannot be copied.", names=", ".join(culprits))
    return say(
        "{name} cannot be sent to the process that runs it: {error}.{uses} Create what cannot be "
        "copied (files, sockets, threads) in __init__() or run(), not next to the class",
        name=name,
        error=str(error),
        uses=uses if culprits else NOTHING,
    )


def pack_file(path: str | os.PathLike[str], language: Language = "en") -> PackedCode:
    """Pack a Python file.

    Args:
        path: the file.
        language: of the error.

    Raises:
        FileNotFoundError, IsADirectoryError, ValueError: there is no such Python file.
    """
    file = Path(path).absolute()
    if file.is_dir():
        why = say("{path} is a folder: name the files in it", path=str(path))
        raise IsADirectoryError(why.in_language(language))
    if not file.exists():
        raise FileNotFoundError(
            say("there is no file {path}", path=str(path)).in_language(language)
        )
    if not file.is_file():
        why = say("{path} is not a file that can be read", path=str(path))
        raise ValueError(why.in_language(language))
    if file.suffix != ".py":
        why = say("{path} is not a Python file: its name must end in .py", path=str(path))
        raise ValueError(why.in_language(language))
    # A solution is one file: neither what lies beside it nor what is in the folder of the grading
    # can be imported.
    neighbours = {str(file.parent), str(Path.cwd())}
    places = tuple(entry for entry in _absolute_path() if entry not in neighbours)
    return PackedCode(file.name, b"", str(file), {}, places)


def copies(thing: Any) -> Callable[[], Any]:
    """Return what makes fresh copies of a class or function, which share no state.

    Raises:
        TransferError: it uses something that cannot be copied.
    """
    pickled = pack(thing).pickled
    return lambda: pickle.loads(pickled)


def _dump(thing: Any, stream: io.BytesIO, modules: list[ModuleType]) -> set[str]:
    """Pickle `thing` and return the names of the files that its code stands in."""
    try:
        import cloudpickle
    except ImportError as error:
        raise ImportError(
            "grading a class or function needs cloudpickle: install checker-lab[grading]"
        ) from error

    files: set[str] = set()

    class Pickler(cloudpickle.CloudPickler):  # type: ignore[misc]
        def reducer_override(self, part: Any) -> Any:
            if type(part) is CodeType:
                files.add(part.co_filename)
                # cloudpickle drops the file name, which tracebacks and schedules need.
                return load_code, (marshal.dumps(part),)
            made = reduced(part)
            return _untracked(super().reducer_override(part)) if made is None else made

    registered: list[ModuleType] = []
    try:
        for module in modules:
            cloudpickle.register_pickle_by_value(module)
            registered.append(module)
        Pickler(stream).dump(thing)
        return files
    finally:
        for module in registered:
            cloudpickle.unregister_pickle_by_value(module)


def _can_be_sent(value: Any) -> bool:
    try:
        _dump(value, io.BytesIO(), [])
    except NOT_SENT:
        return False
    return True


def _unsendable(thing: Any) -> Iterator[tuple[str, Any]]:
    """Yield each global variable that the code names and that cannot be sent."""
    parts = vars(thing).values() if isinstance(thing, type) else (thing,)
    functions = [inspect.unwrap(part) for part in parts if callable(part)]
    names = {
        (name, id(function.__globals__)): function.__globals__[name]
        for function in functions
        if isinstance(function, FunctionType)
        for code in _codes_in(function.__code__)
        for name in code.co_names
        if name in function.__globals__
    }
    for (name, _), value in sorted(names.items(), key=lambda item: item[0]):
        if not callable(value) and not _can_be_sent(value):
            yield name, value


def _codes_in(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes_in(constant)


def _untracked(reduced: Any) -> Any:
    """Let each load make a class of its own.

    cloudpickle would return the class of an earlier load, with all that it has kept since then.
    """
    if isinstance(reduced, tuple) and reduced[0].__name__ in MAKING_CLASSES:
        (*given, _, extra), *rest = reduced[1:]
        return (reduced[0], (*given, None, extra), *rest)
    return reduced


def _learners_modules(thing: Any) -> list[ModuleType]:
    """Return the learner's own modules in which a class or function is written."""
    kinds = getattr(thing, "__mro__", (thing,))
    names = dict.fromkeys(str(getattr(kind, "__module__", "")) for kind in kinds)
    modules = (sys.modules.get(name) for name in names if name != "__main__")
    return [module for module in modules if module is not None and _is_learners(module)]


def _is_learners(module: ModuleType) -> bool:
    file = getattr(module, "__file__", None)
    if module.__name__.partition(".")[0] == "checker_lab" or not file:
        return False
    installed = {
        sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")
    }
    return not any(Path(file).is_relative_to(folder) for folder in installed if folder)


def _absolute_path() -> tuple[str, ...]:
    return tuple(entry or str(Path.cwd()) for entry in sys.path)
