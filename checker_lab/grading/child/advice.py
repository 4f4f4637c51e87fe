"""What to try after an error of Python, as a sentence; most errors of beginners have one cure.

It reads the error, the line and the frame, and runs none of the learner's code.
"""

import builtins
import dis
import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from types import FrameType, FunctionType
from typing import Any

from checker_lab.grading.child.places import Places
from checker_lab.grading.sentences import NOTHING, Sentence, say

__all__ = ["advice_for", "is_known", "without_self"]

# What a message of Python contains, and what helps.
MESSAGES = (
    (
        "changed size during iteration",
        say(
            "Somebody adds while this loop goes through the items: loop over a copy, `list(...)`, "
            "made under a lock, or let only one thread or task touch them."
        ),
    ),
    (
        "no running event loop",
        say(
            "There is no event loop here: asyncio.create_task() works only in code that the loop "
            "runs. A checker for asyncio needs `async def stop`."
        ),
    ),
    (
        "asyncio.run() cannot be called",
        say("The event loop is already running: start a task, asyncio.create_task(...)."),
    ),
    (
        "while another loop is running",
        say("The event loop is already running: start a task, asyncio.create_task(...)."),
    ),
    (
        "This event loop is already running",
        say("The event loop is already running: start a task, asyncio.create_task(...)."),
    ),
    (
        "threads can only be started once",
        say("A thread runs once: make a new Thread each time."),
    ),
    (
        "cannot join current thread",
        say("A thread cannot wait for itself to end."),
    ),
    (
        "cannot join thread before it is started",
        say("Call start() of the thread before join()."),
    ),
    (
        "must be an iterable, not",
        say("`args=` takes a tuple: write a comma after a single argument, `args=(item,)`."),
    ),
    ("an awaitable is required", say("Call the `async def` function: write `()` after its name.")),
    (
        "asynchronous context manager protocol",
        say("Write `with`: this one is not asynchronous."),
    ),
    ("context manager protocol", say("Is it `async with`?")),
    ("unexpected keyword argument", say("Is the name of the argument misspelled?")),
    ("in 'await' expression", say("`await` needs a coroutine: is what it calls `async def`?")),
    ("'coroutine' object", say("This is a coroutine, not its result: is an `await` missing?")),
    ("a coroutine was expected", say("Call the `async def` function: create_task(work()).")),
    ("is attached to a different loop", say("Create it in run(), in the loop that uses it.")),
    ("no current event loop", say("Create it in run(), in the loop that uses it.")),
)
# The same for errors that may well be raised, and caught, for a good reason.
RARER_MESSAGES = (
    (
        "cannot schedule new futures after",
        say("The pool is shut down by then: the end of a `with` does that, or a shutdown()."),
    ),
)
# What the parameters of a checker are called, of which none is the object itself.
PARAMETERS = {"item", "items", "interval", "seconds", "element", "new_item", "id"}
# What people look for at a thread.
ENDINGS = {"kill", "stop", "terminate", "cancel", "abort", "close", "shutdown"}
SIGNATURE = re.compile(r"(?:(\w+)\.)?(\w+)\(\) (?:takes|missing|got)")


def is_known(error: BaseException) -> bool:
    """Is it an error that seldom has another cause than a mistake?"""
    return any(part in str(error) for part, _ in MESSAGES)


def advice_for(
    error: BaseException, frame: FrameType | None, code: Any, places: Places
) -> Sentence:
    """Return what to try after an error.

    Args:
        error: the error.
        frame: the learner's frame in which it was raised, if there is one.
        code: the class or function that is graded.
        places: finds the lines of functions.
    """
    if isinstance(error, NotImplementedError):
        return say("This part is not written yet: put your code in its place.")
    if isinstance(error, UnboundLocalError):
        return say(
            "A name that a function assigns anywhere is local to it. Do you mean an attribute, "
            "`self.{name}`?",
            name=re.findall(r"'(\w+)'", str(error))[0],
        )
    if isinstance(error, NameError):
        return _for_name(error, frame, code)
    if isinstance(error, AttributeError):
        return _for_attribute(error, code)
    for part, sentence in (*MESSAGES, *RARER_MESSAGES):
        if part in str(error):
            return sentence
    return _for_call(error, code, places) if isinstance(error, TypeError) else NOTHING


def _for_name(error: NameError, frame: FrameType | None, code: Any) -> Sentence:
    name = error.name or ""
    variables = {} if frame is None else frame.f_locals
    attributes = _attributes(variables.get("self"))
    if name in attributes:
        return say("Is `self.` missing? Write self.{name}.", name=name)
    if name in sys.stdlib_module_names:
        return say("Add `import {name}` at the top.", name=name)
    # A function inside of another one sees only those of its names that it uses.
    outer = getattr(code, "__code__", None)
    outer_names = () if outer is None else (*outer.co_varnames, *outer.co_cellvars)
    local = {*variables, *outer_names}
    others = {*(frame.f_globals if frame else ()), *dir(builtins)}
    return _closest(name, local, others) or say("Is the name misspelled, or its import missing?")


def _for_attribute(error: AttributeError, code: Any) -> Sentence:
    name, owner = error.name or "", error.obj
    if owner is None and "NoneType" in str(error):
        return say(
            "What is before the dot is None here: it is set later, or something has set it back."
        )
    close = _closest(name, _attributes(owner))
    if close:
        return close
    if inspect.iscoroutine(owner):
        return say("This is a coroutine, not its result: is an `await` missing?")
    if isinstance(code, type) and isinstance(owner, code):
        if name in {"add", "run", "stop"}:
            return say("A checker needs a method {name}().", name=name)
        return _for_missing(name, code)
    if name in ENDINGS and any(one.__name__ == "Thread" for one in type(owner).__mro__):
        return say("No call ends a thread from outside: set an event that its loop looks at.")
    if hasattr(owner, "health") and hasattr(owner, "id"):
        return say("An item has an `id` and a method `health()`.")
    return NOTHING


def _for_missing(name: str, code: type) -> Sentence:
    """Return what to try where an object lacks an attribute that its class may set somewhere."""
    is_deleted = any(_handles(function, name, "DELETE_ATTR") for function in _methods(code))
    if is_deleted:
        return say(
            "Has `del self.{name}` removed it? Set it to None instead, and look whether it is "
            "None.",
            name=name,
        )
    if any(_handles(function, name, "STORE_ATTR") for function in _methods(code, "__init__")):
        return say("__init__() sets self.{name}: has it come that far by then?", name=name)
    return say(
        "Nothing has set self.{name} so far: give it a first value in __init__().", name=name
    )


def _methods(code: type, name: str = "") -> Iterator[FunctionType]:
    """Find the methods of a class and of those it inherits from, or only those of one name."""
    for one in code.__mro__:
        for key, value in vars(one).items():
            if isinstance(value, FunctionType) and name in ("", key):
                yield value


def _handles(function: FunctionType, name: str, operation: str) -> bool:
    """Does a function set or delete an attribute of this name?"""
    return any(
        step.opname == operation and step.argval == name for step in dis.get_instructions(function)
    )


def _for_call(error: BaseException, code: Any, places: Places) -> Sentence:
    found = SIGNATURE.search(str(error))
    if found is None or not _may_own(code, found[1]):
        return NOTHING
    function = getattr(code, found[2], None)
    if function is None and getattr(code, "__name__", "") == found[2]:
        function = getattr(code, "__init__", code) if isinstance(code, type) else code
    place = places.of_function(function)
    if place is None:
        return NOTHING
    if without_self(function):
        return say(
            "Is `self` missing? Write it as the first parameter in {where}.",
            where=places.words(place),
        )
    return say(
        "Compare the call with the parameters in {where}.",
        where=places.words(place),
    )


def _may_own(code: Any, owner: str | None) -> bool:
    """Is it the class of that name, or a subclass? Other classes have an __init__() too."""
    return owner is None or owner in {each.__name__ for each in getattr(code, "__mro__", ())}


def without_self(function: Any) -> bool:
    """Does a method lack its first parameter?"""
    if not inspect.isfunction(function) or "." not in function.__qualname__:
        return False
    first = next(iter(inspect.signature(function).parameters.values()), None)
    if first is None:
        return True
    # By convention: whatever else it is called, it may be meant for the object.
    return first.kind is not first.VAR_POSITIONAL and first.name in PARAMETERS


def _attributes(owner: object) -> set[str]:
    if owner is None:
        return set()
    try:
        return {*dir(type(owner)), *vars(owner)}
    except TypeError:
        return set(dir(type(owner)))


def _closest(name: str, *groups: Iterable[str]) -> Sentence:
    """Ask whether a similar name was meant, of the first group that has one."""
    private = "__" if name.startswith("_") else "_"
    for known in groups:
        # A guarded attribute of an item is there, and yet out of reach.
        public = [one for one in sorted(known) if not one.startswith(private) and one != name]
        swapped = [one for one in public if sorted(one) == sorted(name)]
        close = swapped or get_close_matches(name, public, 1, 0.75)
        if close:
            return say("Did you mean {name!r}?", name=close[0])
    return NOTHING
