"""Whether code is for threads or for asyncio, decided by its `async def`s alone.

Both the grader and the process that runs the code ask this, so nothing here runs the code.
"""

import inspect
from typing import Any, Literal

__all__ = ["METHODS", "Kind", "kind_of"]

Kind = Literal["threads", "asyncio"]
METHODS = ("run", "stop", "add")


def kind_of(code: Any) -> Kind:
    """Return "asyncio" for a checker whose `stop()` is `async def`, or such a function.

    A class that has no `stop()` yet is for asyncio if any other of its methods is `async def`.
    """
    if isinstance(code, type):
        stop = getattr(code, "stop", None)
        others = (getattr(code, name, None) for name in METHODS)
        is_async = _is_async(stop) or (stop is None and any(map(_is_async, others)))
    else:
        is_async = _is_async(code) or _is_async(getattr(code, "__call__", None))  # noqa: B004
    return "asyncio" if is_async else "threads"


def _is_async(function: object) -> bool:
    return inspect.iscoroutinefunction(inspect.unwrap(function))  # type: ignore[arg-type]
