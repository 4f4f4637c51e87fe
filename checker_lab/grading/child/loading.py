"""Loads the learner's code into this process and finds what is to be graded."""

import inspect
import linecache
import pickle
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from checker_lab.grading.child.places import Places
from checker_lab.grading.errors import UnclearError
from checker_lab.grading.job import PackedCode
from checker_lab.grading.kind import METHODS, Kind, kind_of

__all__ = ["LearnersCode", "load", "places_of"]

PARAMETERS = ("get_health", "seconds")


@dataclass(frozen=True, slots=True)
class LearnersCode:
    """What is graded.

    Attributes:
        code: a checker's class, or a function with a timeout.
        is_checker: is it a class?
        kind: "threads" or "asyncio".
        load_again: returns a fresh copy of `code`, whose module remembers nothing of this one.
        places: knows the files that it is written in.
    """

    code: Any
    is_checker: bool
    kind: Kind
    load_again: Callable[[], Any]
    places: Places = field(default_factory=lambda: Places(()))

    @property
    def name(self) -> str:
        return str(getattr(self.code, "__name__", "it"))


def load(packed: PackedCode) -> LearnersCode:
    """Run the code and find the class or function in it.

    Raises:
        UnclearError: a file has no such class and no such function, or more than one.
        BaseException: whatever the code raises while it is loaded.
    """
    sys.path[:] = dict.fromkeys((*packed.path, *sys.path))
    for file, lines in packed.sources.items():
        linecache.cache[file] = (sum(map(len, lines)), None, list(lines), file)
    load_again = _file_loader(packed.file) if packed.file else _value_loader(packed.pickled)
    code = load_again()
    return LearnersCode(code, isinstance(code, type), kind_of(code), load_again, places_of(packed))


def places_of(packed: PackedCode) -> Places:
    """Return what knows the files of the code."""
    return Places([packed.file] if packed.file else packed.sources)


def _value_loader(pickled: bytes) -> Callable[[], Any]:
    def load_value() -> Any:
        code = pickle.loads(pickled)
        for part in (code, *(vars(code).values() if isinstance(code, type) else ())):
            function = inspect.unwrap(part) if callable(part) else part
            namespace = getattr(function, "__globals__", {})
            name = namespace.get("__name__")
            if name == "__main__" or (name and not isinstance(sys.modules.get(name), ModuleType)):
                sys.modules[name] = _SentModule(namespace)  # type: ignore[assignment]
        return code

    return load_value


class _SentModule:
    """Stands for the module where code that was sent by value says it is written."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.__dict__ = namespace


def _file_loader(file: str) -> Callable[[], Any]:
    path = Path(file)
    name = path.stem if path.stem not in sys.modules else f"learner_{path.stem}"
    compiled: CodeType | None = None

    def load_file() -> Any:
        nonlocal compiled
        if compiled is None:
            compiled = compile(path.read_bytes(), file, "exec", dont_inherit=True)
        module = ModuleType(name)
        module.__file__ = file
        sys.modules[name] = module
        # Not by importlib: a schedule leaves alone the locks that are made during an import.
        exec(compiled, module.__dict__)
        return _chosen(module, path.name)

    return load_file


def _chosen(module: ModuleType, file: str) -> Any:
    """Return the only class with run, stop and add, or the only function of PARAMETERS."""
    own = [
        one
        for one in vars(module).values()
        if getattr(one, "__module__", "") == module.__name__ and type(one).__hash__ is not None
    ]
    classes = [one for one in dict.fromkeys(own) if _is_checker(one)]
    # Where a class is made from another, the other is only its base.
    classes = [one for one in classes if not any(one in kind.__mro__[1:] for kind in classes)]
    functions = [one for one in dict.fromkeys(own) if _is_timeout(one)]
    found = classes or functions or [one for one in dict.fromkeys(own) if _is_begun(one)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(one.__name__ for one in found)
        raise UnclearError(f"{file} has more than one to choose from: {names}")
    raise UnclearError(
        f"{file} has no class with add(), run() and stop(), and no function of "
        "(get_health, seconds)"
    )


def _is_checker(thing: object) -> bool:
    return isinstance(thing, type) and all(hasattr(thing, name) for name in METHODS)


def _is_begun(thing: object) -> bool:
    """Is it a checker that lacks a method? Its report then says which."""
    has = [name for name in METHODS if hasattr(thing, name)]
    return isinstance(thing, type) and len(has) == len(METHODS) - 1


def _is_timeout(thing: object) -> bool:
    if isinstance(thing, type) or not callable(thing):
        return False
    try:
        return tuple(inspect.signature(thing).parameters)[:2] == PARAMETERS
    except (TypeError, ValueError):
        return False
