"""The learner's code, as it arrives in the process that tries it out."""

import importlib.util
import inspect
import linecache
import pickle
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

__all__ = ["Kind", "Learner", "Source", "UnclearError", "load"]

Kind = Literal["threads", "asyncio"]
METHODS = ("run", "stop", "add")
PARAMETERS = ("get_health", "seconds")


class UnclearError(Exception):
    """A file does not say which class or function of it is to be tried out."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is sent.

    Attributes:
        name: of the class, the function or the file.
        pickled: the class or function; empty for a file.
        file: the file's full name; empty for a class or function.
        sources: the lines of each file or cell that the code stands in.
        path: `sys.path` for it.
    """

    name: str
    pickled: bytes
    file: str
    sources: Mapping[str, tuple[str, ...]] = field(repr=False)
    path: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Learner:
    """What is tried out: a checker's class, or a function with a timeout."""

    code: Any
    is_checker: bool
    kind: Kind

    @property
    def name(self) -> str:
        """What it is called."""
        return str(getattr(self.code, "__name__", "it"))


def load(source: Source) -> Learner:
    """Run the code, and find what is to be tried out.

    Raises:
        UnclearError: a file has no class and no function that it could be, or more than one.
        Whatever the code raises while it is loaded.
    """
    sys.path[:] = dict.fromkeys((*source.path, *sys.path))
    for file, lines in source.sources.items():
        linecache.cache[file] = (sum(map(len, lines)), None, list(lines), file)
    code = _from_file(source.file) if source.file else _from_value(source.pickled)
    is_checker = isinstance(code, type)
    return Learner(code, is_checker, kind_of(code))


def kind_of(code: Any) -> Kind:
    """Is it of asyncio? Then a checker's stop() is `async def`, and so is a function."""
    if isinstance(code, type):
        stop = getattr(code, "stop", None)
        others = (getattr(code, name, None) for name in METHODS)
        is_async = _is_async(stop) or (stop is None and any(map(_is_async, others)))
    else:
        is_async = _is_async(code) or _is_async(getattr(code, "__call__", None))  # noqa: B004
    return "asyncio" if is_async else "threads"


def _is_async(function: object) -> bool:
    return inspect.iscoroutinefunction(inspect.unwrap(function))  # type: ignore[arg-type]


def _from_value(pickled: bytes) -> Any:
    code = pickle.loads(pickled)
    for part in (code, *(vars(code).values() if isinstance(code, type) else ())):
        function = inspect.unwrap(part) if callable(part) else part
        namespace = getattr(function, "__globals__", {})
        name = namespace.get("__name__")
        if name == "__main__" or (name is not None and name not in sys.modules):
            _make_importable(namespace)
    return code


def _make_importable(namespace: dict[str, Any]) -> None:
    """Let code that was sent by value be found where it says that it is written."""
    name = namespace["__name__"]
    if isinstance(sys.modules.get(name), _Sent):
        return
    module = _Sent()
    module.__dict__ = namespace
    sys.modules[name] = module  # type: ignore[assignment]


class _Sent:
    """Stands for a module: its names are those of the functions that were sent."""


def _from_file(file: str) -> Any:
    path = Path(file)
    name = path.stem if path.stem not in sys.modules else f"learner_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return _chosen(module, path.name)


def _chosen(module: ModuleType, file: str) -> Any:
    """The only class with run, stop and add, or the only function of (get_health, seconds)."""
    own = [
        one for one in vars(module).values() if getattr(one, "__module__", "") == module.__name__
    ]
    classes = [one for one in dict.fromkeys(filter(_hashable, own)) if _is_checker(one)]
    # A base class is not what was meant where there is a class made from it.
    classes = [one for one in classes if not any(one in kind.__mro__[1:] for kind in classes)]
    functions = [one for one in dict.fromkeys(filter(_hashable, own)) if _is_timeout(one)]
    found = classes or functions
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(one.__name__ for one in found)
        raise UnclearError(f"{file} has more than one that it could be: {names}")
    raise UnclearError(
        f"{file} has no class with add(), run() and stop(), and no function of "
        "(get_health, seconds)"
    )


def _hashable(thing: object) -> bool:
    return type(thing).__hash__ is not None


def _is_checker(thing: object) -> bool:
    return isinstance(thing, type) and all(hasattr(thing, name) for name in METHODS)


def _is_timeout(thing: object) -> bool:
    if isinstance(thing, type) or not callable(thing):
        return False
    try:
        return tuple(inspect.signature(thing).parameters)[:2] == PARAMETERS
    except (TypeError, ValueError):
        return False
