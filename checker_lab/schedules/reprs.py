"""Renders values as text that is the same in every run: short, and without addresses."""

import asyncio
import itertools
import re
import reprlib
import threading
from collections.abc import Mapping
from typing import Any

from checker_lab.core.lines import name_and_text
from checker_lab.schedules.phrases import EMPTY, NO_VALUE, Phrase

__all__ = ["changes", "error_text", "message_of", "public_state", "safe_repr"]

LONGEST = 200
ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")
PLAIN = (list, tuple, dict, set, frozenset, str, int, float, bytes, type(None))


class _Repr(reprlib.Repr):
    """reprlib limits the size; an object without a repr of its own shows its class."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlist = self.maxtuple = self.maxdict = self.maxset = self.maxfrozenset = 20
        self.maxdeque = 20
        self.maxstring = self.maxother = LONGEST

    def repr_dict(self, x: dict[Any, Any], level: int) -> str:
        # As in reprlib, but in the order of the dict.
        if not x or level <= 0:
            return "{...}" if x else "{}"
        pairs = [
            f"{self.repr1(key, level - 1)}: {self.repr1(value, level - 1)}"
            for key, value in itertools.islice(x.items(), self.maxdict)
        ]
        rest = ["..."] if len(x) > self.maxdict else []
        return "{" + ", ".join(pairs + rest) + "}"

    def repr_instance(self, x: object, level: int) -> str:
        if isinstance(x, threading.Thread):
            return f"<Thread {x.name}>"
        if isinstance(x, asyncio.Future):
            return _future(x)
        if type(x).__repr__ is object.__repr__:
            return f"<{type(x).__name__}{_label(x)}>"
        return _shortened(ADDRESS.sub("", repr(x)))


_repr = _Repr()


def safe_repr(value: object) -> str:
    """`repr(value)`, on one line and not too long; never raises."""
    try:
        text = _repr.repr(value)
    except Exception:
        return f"<{type(value).__name__}, whose repr() fails>"
    return ADDRESS.sub("", " ".join(text.split("\n")))


def error_text(error: BaseException) -> str:
    """`ValueError: boom`, the same in every run."""
    return _shortened(ADDRESS.sub("", name_and_text(error)))


def message_of(error: BaseException) -> Phrase:
    """The first line of what an error says, the same in every run; it may say it in a Phrase."""
    if len(error.args) == 1 and isinstance(error.args[0], Phrase):
        return error.args[0]
    lines = str(error).splitlines()
    text = _shortened(ADDRESS.sub("", lines[0])) if lines else ""
    return Phrase(text, text)


def public_state(shared: object) -> dict[str, str]:
    """The public attributes of an object, as text.

    A container is one value. An object without public attributes shows its `str()`.
    """
    if isinstance(shared, PLAIN):
        return {"shared": safe_repr(shared)}
    public = {name: safe_repr(value) for name, value in _attributes(shared) if name[:1] != "_"}
    if not public and type(shared).__str__ is not object.__str__:
        return {"shared": _text(shared)}
    return public


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """The differences, as `items: [] → ['a']`."""
    names = dict.fromkeys((*before, *after))
    return tuple(
        f"{name}: {before.get(name, NO_VALUE)} → {after.get(name, NO_VALUE)}"
        for name in names
        if before.get(name) != after.get(name)
    )


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _text(shared: object) -> str:
    try:
        lines = str(shared).splitlines()
    except Exception:
        return safe_repr(shared)
    return _shortened(", ".join(lines)) or str(EMPTY)


def _future(future: "asyncio.Future[Any]") -> str:
    """A task with the name of its coroutine: asyncio's own would be a number."""
    task = future if isinstance(future, asyncio.Task) else None
    name = "Future" if task is None else f"Task {getattr(task.get_coro(), '__name__', '')}".strip()
    if future.cancelled():
        return f"<{name}, cancelled>"
    return f"<{name}, done>" if future.done() else f"<{name}>"


def _label(value: object) -> str:
    """What distinguishes objects of one class: the id, or the name."""
    named = getattr(value, "__dict__", {})
    label = named.get("id", named.get("name"))
    return f" {label}" if isinstance(label, str) else ""


def _attributes(shared: object) -> list[tuple[str, object]]:
    slots = [
        name
        for kind in reversed(type(shared).__mro__)
        for name in _slot_names(kind.__dict__.get("__slots__", ()))
        if hasattr(shared, name)
    ]
    found = [(name, getattr(shared, name)) for name in slots]
    return [*found, *list(getattr(shared, "__dict__", {}).items())]


def _slot_names(slots: str | tuple[str, ...]) -> tuple[str, ...]:
    names = (slots,) if isinstance(slots, str) else tuple(slots)
    return tuple(name for name in names if not name.startswith("_"))
