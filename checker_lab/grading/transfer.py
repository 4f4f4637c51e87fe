"""The learner's code on its way into a process of its own.

A class or function is sent by value, as it is in the notebook at this moment; a file is sent by its
name, and nobody but the other process ever runs it.
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
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import CodeType
from typing import Any

from checker_lab.grading.child.loading import Source

__all__ = ["TransferError", "pack", "pack_file"]


class TransferError(TypeError):
    """A class or function cannot be sent to another process."""


def pack(thing: Any) -> Source:
    """A class or function, ready to be sent.

    Raises:
        TransferError: something that it uses cannot be sent.
        ImportError: cloudpickle is not installed.
    """
    name = getattr(thing, "__qualname__", repr(thing))
    stream = io.BytesIO()
    modules = _by_value(thing)
    try:
        files = _dump(thing, stream, modules)
    except (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise TransferError(
            f"{name} cannot be sent to the process that tries it out: {error}. Make what cannot be "
            "copied (files, sockets, threads) inside of __init__() or run(), not beside the class"
        ) from error
    sources = {file: tuple(linecache.getlines(file)) for file in sorted(files)}
    return Source(name, stream.getvalue(), "", {k: v for k, v in sources.items() if v}, _path())


def pack_file(path: str | os.PathLike[str]) -> Source:
    """A file with Python source, ready to be sent.

    Raises:
        FileNotFoundError, IsADirectoryError, ValueError: there is none, or it is no Python source.
    """
    file = Path(path).absolute()
    if file.is_dir():
        raise IsADirectoryError(f"{path} is a folder: give the files in it")
    if not file.exists():
        raise FileNotFoundError(f"there is no file {path}")
    if file.suffix != ".py":
        raise ValueError(f"{path} is no Python source: its name should end in .py")
    return Source(file.name, b"", str(file), {}, (str(file.parent), *_path()))


def _dump(thing: Any, stream: io.BytesIO, modules: list[Any]) -> set[str]:
    try:
        import cloudpickle
    except ImportError as error:
        raise ImportError(
            "to grade a class or function cloudpickle is needed: install checker-lab[grading]"
        ) from error

    files: set[str] = set()

    class Pickler(cloudpickle.CloudPickler):  # type: ignore[misc]
        def reducer_override(self, part: Any) -> Any:
            if type(part) is CodeType:
                files.add(part.co_filename)
                # As it is: cloudpickle would make it forget the file that it stands in.
                return marshal.loads, (marshal.dumps(part),)
            fresh = _made_anew(part)
            return super().reducer_override(part) if fresh is None else fresh

    registered: list[Any] = []
    try:
        for module in modules:
            cloudpickle.register_pickle_by_value(module)
            registered.append(module)
        Pickler(stream).dump(thing)
        return files
    finally:
        for module in registered:
            cloudpickle.unregister_pickle_by_value(module)


_LOCK = type(threading.Lock())
_RLOCK = type(threading.RLock())


def _made_anew(part: Any) -> tuple[Any, ...] | None:
    """How the other process makes what cannot be copied, and of which any new one will do."""
    if type(part) is _LOCK:
        return threading.Lock, ()
    if type(part) is _RLOCK:
        return threading.RLock, ()
    for kind in (queue.SimpleQueue, threading.local):
        if type(part) is kind:
            return kind, ()
    if type(part) is ThreadPoolExecutor:
        return ThreadPoolExecutor, (part._max_workers,)
    for name in ("stdout", "stderr"):
        if part is getattr(sys, name):
            return getattr, (sys, name)
    return None


def _by_value(thing: Any) -> list[Any]:
    """The modules of the learner's own that a class or function is written in."""
    kinds = getattr(thing, "__mro__", (thing,))
    names = dict.fromkeys(str(getattr(kind, "__module__", "")) for kind in kinds)
    modules = (sys.modules.get(name) for name in names if name != "__main__")
    return [module for module in modules if module is not None and _is_own(module)]


def _is_own(module: Any) -> bool:
    file = getattr(module, "__file__", None)
    if module.__name__.partition(".")[0] == "checker_lab" or not file:
        return False
    installed = {
        sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")
    }
    return not any(Path(file).is_relative_to(folder) for folder in installed if folder)


def _path() -> tuple[str, ...]:
    return tuple(entry or str(Path.cwd()) for entry in sys.path)
