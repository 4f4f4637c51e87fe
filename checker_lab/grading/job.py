"""What the grader sends to a process, which is all that the two sides share besides findings.

The grader pickles a `Job` and the process reads it before it loads any of the learner's code.
"""

import marshal
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from types import CodeType
from typing import Any, Literal

__all__ = ["KEPT_VARIABLES", "Job", "Order", "PackedCode", "load_code", "make_anew"]

# Variables of the environment that code in a folder of its own still sees.
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TERM")


@dataclass(frozen=True, slots=True)
class PackedCode:
    """The learner's code on its way to another process.

    Attributes:
        name: of the class, the function or the file.
        pickled: the class or function; empty for a file.
        file: the absolute path of the file; empty for a class or function.
        sources: for each file or cell that the code stands in, its lines.
        path: the `sys.path` that the code expects.
        logging: a pickle of how the loggers were configured where the code comes from; or b"".
    """

    name: str
    pickled: bytes
    file: str
    sources: Mapping[str, tuple[str, ...]] = field(repr=False)
    path: tuple[str, ...] = field(repr=False)
    logging: bytes = field(default=b"", repr=False)


Order = Literal["in turn", "reversed"]


@dataclass(frozen=True, slots=True)
class Job:
    """The work of one process.

    Attributes:
        code: the learner's code.
        probe: the probe to run, "module:function"; "" only finds out what the code is.
        names: the requirements that the probe judges.
        scale: 1, or more to stretch every time of the probe by that factor.
        seconds: how long the probe may take once the code is loaded.
        order: in virtual time, which thread moves first if several can; None means real time.
        only_adds: does the probe leave open what it does not see failing?
        token: starts each line that the process sends, so that no other line is mistaken for one.
        folder: what becomes its current folder, with an environment that names no other; "" leaves
            it in the grader's.
        traced: does it look for errors that the code catches? It runs more slowly then.
        closely: does it make sure that the code waits in real time, and is not only slow because
            the machine is busy? It runs more slowly then, too.
    """

    code: PackedCode
    probe: str
    names: tuple[str, ...]
    scale: float
    seconds: float
    order: Order | None = None
    only_adds: bool = False
    token: str = ""
    folder: str = ""
    traced: bool = False
    closely: bool = False


def load_code(marshalled: bytes) -> CodeType:
    """Return the code object, the same one each time: schedules keep what they know of it."""
    return _loaded(marshalled)


@cache
def _loaded(marshalled: bytes) -> CodeType:
    code: CodeType = marshal.loads(marshalled)
    return code


def make_anew(module: str, name: str, *args: Any) -> Any:
    """Return a new `module.name(*args)`: how a pickle carries a lock, which cannot be copied.

    It looks the name up when the pickle is loaded. While a schedule is being played, it therefore
    gets the scheduler's lock instead of a real one.
    """
    return getattr(import_module(module), name)(*args)
