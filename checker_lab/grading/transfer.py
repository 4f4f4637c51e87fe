"""Packs the learner's code for another process.

A class or function travels by value, as it is in the notebook at this moment. A file travels by
name: only the other process ever runs it.
"""

import io
import linecache
import marshal
import os
import pickle
import queue
import sys
import sysconfig
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from checker_lab.grading.errors import TransferError
from checker_lab.grading.job import PackedCode, load_code, make_anew

__all__ = ["copies", "pack", "pack_file"]


def pack(thing: Any) -> PackedCode:
    """Pack a class or function.

    Raises:
        TransferError: it uses something that cannot be sent.
        ImportError: cloudpickle is not installed.
    """
    name = getattr(thing, "__qualname__", repr(thing))
    stream = io.BytesIO()
    try:
        files = _dump(thing, stream, _learners_modules(thing))
    except (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise TransferError(
            f"{name} cannot be sent to the process that runs it: {error}. Create what cannot be "
            "copied (files, sockets, threads) in __init__() or run(), not next to the class"
        ) from error
    sources = {file: tuple(linecache.getlines(file)) for file in sorted(files)}
    found = {file: lines for file, lines in sources.items() if lines}
    return PackedCode(name, stream.getvalue(), "", found, _absolute_path())


def pack_file(path: str | os.PathLike[str]) -> PackedCode:
    """Pack a Python file.

    Raises:
        FileNotFoundError, IsADirectoryError, ValueError: there is no such Python file.
    """
    file = Path(path).absolute()
    if file.is_dir():
        raise IsADirectoryError(f"{path} is a folder: name the files in it")
    if not file.exists():
        raise FileNotFoundError(f"there is no file {path}")
    if file.suffix != ".py":
        raise ValueError(f"{path} is not a Python file: its name should end in .py")
    return PackedCode(file.name, b"", str(file), {}, (str(file.parent), *_absolute_path()))


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
            made = _made_there(part)
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


_REPLACEABLE: dict[type, tuple[str, str]] = {
    type(threading.Lock()): ("threading", "Lock"),
    type(threading.RLock()): ("threading", "RLock"),
    threading.local: ("threading", "local"),
    queue.SimpleQueue: ("queue", "SimpleQueue"),
}
"""What cannot be copied and need not be, since a new one does as well."""
# Functions of cloudpickle whose last argument but one is the id under which it finds a class again.
_MAKING_CLASSES = ("_make_skeleton_class", "_make_skeleton_enum")
_LOOKED_UP: tuple[tuple[ModuleType, str], ...] = (
    (threading, "Lock"),
    (threading, "RLock"),
    (queue, "SimpleQueue"),
    (sys, "stdout"),
    (sys, "stderr"),
)
"""What has to be looked up where it is loaded, since a schedule or the grader replaces it."""


def _made_there(part: Any) -> tuple[Any, ...] | None:
    """Return how the other process makes `part`, or None if it can be pickled as it is."""
    for module, name in _LOOKED_UP:
        if part is getattr(module, name):
            return getattr, (module, name)
    if type(part) in _REPLACEABLE:
        return make_anew, _REPLACEABLE[type(part)]
    if type(part) is ThreadPoolExecutor:
        return ThreadPoolExecutor, (part._max_workers,)
    return None


def _untracked(reduced: Any) -> Any:
    """Let each load make a class of its own.

    cloudpickle would return the class of an earlier load, with all that it has kept since then.
    """
    if isinstance(reduced, tuple) and reduced[0].__name__ in _MAKING_CLASSES:
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
