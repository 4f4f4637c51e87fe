"""What to schedule: an object, the functions that share it, and the invariant."""

import functools
import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import CodeType, ModuleType, SimpleNamespace
from typing import Any

from checker_lab.schedules.names import check_name
from checker_lab.schedules.tracing import StepLines

__all__ = ["Program", "code_of", "modules_of"]

# Modules of the library whose lines are steps: those in which threads and tasks meet. What one
# owner does alone, such as the decisions of the engine, is one step.
SHELLS = frozenset(
    f"checker_lab.{name}"
    for name in (
        "core.base",
        "core.context",
        "core.owner",
        "tasks.checker",
        "tasks.crew",
        "tasks.mailbox",
        "tasks.naive",
        "tasks.owner",
        "tasks.timeouts",
        "threads.channel",
        "threads.checker",
        "threads.crew",
        "threads.mailbox",
        "threads.naive",
        "threads.owner",
        "threads.timeouts",
    )
)


@dataclass(frozen=True)
class Program:
    """The arguments of `explore()` and `play()`, validated.

    Raises:
        TypeError: `setup`, a thread or the invariant is not callable, or threads and tasks mix.
        ValueError: there are no threads, or a name cannot be part of a schedule.
    """

    setup: Callable[[], Any]
    threads: Mapping[str, Callable[[Any], object]]
    invariant: Callable[[Any], Any] | None
    step_into: Iterable[ModuleType] | None = None

    def __post_init__(self) -> None:
        _check_callable("setup", self.setup)
        if self.invariant is not None:
            _check_callable("the invariant", self.invariant)
        if not self.threads:
            raise ValueError('threads must be given as {"A": function, "B": function}')
        for name, function in self.threads.items():
            check_name(name)
            _check_callable(name, function)
        kinds = {_is_async(one) for one in self.threads.values()}
        if len(kinds) > 1:
            raise TypeError("threads and tasks do not mix: make all functions `async def`, or none")

    @property
    def is_async(self) -> bool:
        """Are its threads tasks?"""
        return any(map(_is_async, self.threads.values()))

    @property
    def namespaces(self) -> list[dict[str, Any]]:
        """The globals of the code under test, and of the modules that it mentions."""
        functions: list[Callable[..., Any]] = [self.setup, *self.threads.values()]
        mentioned = {module for function in functions for module in _mentioned_by(function)}
        names = self._modules() | mentioned
        return [vars(sys.modules[name]) for name in names if name in sys.modules]

    def lines(self) -> StepLines:
        """Whose lines are steps."""
        codes = [code_of(function) for function in self.threads.values()]
        return StepLines(self._modules(), frozenset(code.co_filename for code in codes if code))

    def _modules(self) -> frozenset[str]:
        functions: list[Callable[..., Any]] = [self.setup, *self.threads.values()]
        modules = {str(getattr(unwrapped(one), "__module__", None)) for one in functions}
        own = {module for module in modules if _is_under_test(module)}
        if self.step_into is None:
            return SHELLS | own
        return frozenset(module.__name__ for module in self.step_into) | own


def unwrapped(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function inside partial objects and decorators."""
    while isinstance(function, functools.partial):
        function = function.func
    inner: Callable[..., Any] = inspect.unwrap(function)
    return inner


def _is_async(function: Callable[..., Any]) -> bool:
    # A decorator may make a coroutine function of a plain one, or hide one behind a plain one.
    return any(map(inspect.iscoroutinefunction, (function, unwrapped(function))))


def code_of(function: Callable[..., Any]) -> CodeType | None:
    """The code that a call of `function` runs, if it is Python code."""
    code = getattr(unwrapped(function), "__code__", None)
    return code if isinstance(code, CodeType) else None


def _mentioned_by(function: Callable[..., Any]) -> frozenset[str]:
    """The modules of what a function calls by name, such as the class of the shared object."""
    plain, code = unwrapped(function), code_of(function)
    if code is None:
        return frozenset()
    try:
        mentioned = inspect.getclosurevars(plain)
    except ValueError:  # a name is not bound yet
        return frozenset()
    things = [*mentioned.nonlocals.values(), *mentioned.globals.values()]
    return frozenset().union(*map(modules_of, things))


def _check_callable(name: str, function: object) -> None:
    if not callable(function):
        raise TypeError(f"{name} must be a function, not {function!r}")


def modules_of(shared: object) -> frozenset[str]:
    """The modules that define the class of the shared object, or of each part of a container."""
    if isinstance(shared, Mapping):
        parts: Iterable[object] = shared.values()
    elif isinstance(shared, SimpleNamespace):
        parts = vars(shared).values()
    else:
        parts = shared if isinstance(shared, (list, tuple, set)) else ()
    modules = {module for part in (shared, *parts) for module in _written_in(part)}
    return frozenset(module for module in modules if _is_under_test(module))


def _written_in(thing: object) -> list[str]:
    if isinstance(thing, ModuleType):
        return [thing.__name__]
    kinds = (thing if isinstance(thing, type) else type(thing)).__mro__
    return [kind.__module__ for kind in kinds] + [str(getattr(thing, "__module__", ""))]


def _is_under_test(module: str) -> bool:
    package = module.partition(".")[0]
    if package == "checker_lab":
        return module in SHELLS or module.startswith("checker_lab.lessons.exhibits")
    return package == "__main__" or package not in {"", *sys.stdlib_module_names}
