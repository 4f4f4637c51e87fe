"""Loads the learner's code into this process and finds what is to be graded."""

import inspect
import linecache
import pickle
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any

from checker_lab.grading.child.places import Places
from checker_lab.grading.child.top_level import TopLevel
from checker_lab.grading.errors import UnclearError
from checker_lab.grading.job import PackedCode
from checker_lab.grading.kind import METHODS, Kind, kind_of
from checker_lab.grading.logging_setup import apply
from checker_lab.grading.sentences import say

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
        seconds: of processor time that it took to load it.
        places: knows the files that it is written in.
    """

    code: Any
    is_checker: bool
    kind: Kind
    load_again: Callable[[], Any]
    seconds: float = 0.0
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
    if packed.logging:
        apply(pickle.loads(packed.logging))
    load_again = _file_loader(packed.file) if packed.file else _value_loader(packed.pickled)
    started_at = process_time()
    code = load_again()
    seconds = process_time() - started_at
    is_checker, kind = isinstance(code, type), kind_of(code)
    return LearnersCode(code, is_checker, kind, load_again, seconds, places_of(packed))


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
    top_level: TopLevel | None = None

    def load_file() -> Any:
        nonlocal top_level
        if top_level is None:
            top_level = TopLevel(path.read_bytes(), file, lambda names: _graded(names, name))
        module = ModuleType(name, top_level.docstring)
        module.__file__ = file
        sys.modules[name] = module
        # Not by importlib: a schedule leaves alone the locks that are made during an import.
        top_level.run(module.__dict__)
        return _chosen(module, path.name)

    return load_file


def _chosen(module: ModuleType, file: str) -> Any:
    """Return the only class with run, stop and add, or the only function of PARAMETERS."""
    found = _graded(vars(module), module.__name__)
    classes = [one for one in found if isinstance(one, type)]
    # Where a class is made from another, the other is only its base.
    classes = [one for one in classes if not any(one in kind.__mro__[1:] for kind in classes)]
    # Abstract classes and protocols only describe what is handed in.
    classes = [one for one in classes if not _is_abstract(one)] or classes
    own = [
        one for one in vars(module).values() if getattr(one, "__module__", "") == module.__name__
    ]
    found = classes or found or [one for one in own if _is_begun(one)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(one.__name__ for one in found)
        raise UnclearError(
            say("{file} has more than one to choose from: {names}", file=file, names=names)
        )
    raise UnclearError(
        say(
            "{file} has no class with add(), run() and stop(), and no function of "
            "(get_health, seconds)",
            file=file,
        )
    )


def _graded(namespace: dict[str, Any], module: str) -> list[Any]:
    """Return the checkers and functions with a timeout that a module itself defines."""
    by_id = {id(one): one for one in tuple(namespace.values())}
    return [one for one in by_id.values() if _is_own(one, module)]


def _is_own(thing: object, module: str) -> bool:
    try:
        is_own = getattr(thing, "__module__", "") == module
        return is_own and (_is_checker(thing) or _is_timeout(thing))
    except Exception:  # what a module holds may raise whatever it is asked
        return False


def _is_abstract(kind: type) -> bool:
    return inspect.isabstract(kind) or bool(getattr(kind, "_is_protocol", False))


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
