"""Finds the moves that overwrite what another thread stored: lost updates.

A thread reads an attribute into a local variable, another thread changes the attribute, and the
first one stores a value that it made of what it had read. The search goes by the text of the lines,
so it may miss a loss, for example one behind a method call. It never guesses one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker_lab.schedules.picture.moves import DrawnMove, StateChange

__all__ = ["LostUpdate", "find_lost_updates"]

# `.name`, but neither a call nor the target of an assignment.
READ = re.compile(r"\.(\w+)\b(?!\s*=[^=])(?!\()")
LOCAL = re.compile(r"^(\w+)(?:\s*:[^=]+)?\s*=(?!=)\s*(.+)$")
STORE = re.compile(r"^\w+\.(\w+)(?:\s*:[^=]+)?\s*=(?!=)\s*(.+)$")
WORD = re.compile(r"(?<!\.)\b[A-Za-z_]\w*\b")
STRING = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
OBJECT = re.compile(r"<\w+ (.+)>")
OPENING, CLOSING = "([{<", ")]}>"


class LostUpdate(NamedTuple):
    """A move that overwrites the update of another thread.

    Attributes:
        move, thread: the move that overwrites, and who made it.
        read: the move in which that thread read the attribute.
        attribute: its name.
        update, other: the move whose update is lost, and who made it.
        lost: the elements that are gone, or () if the value is no container.
        container: "list", "dict", "set", "tuple" or "".
    """

    move: int
    thread: str
    read: int
    attribute: str
    update: int
    other: str
    lost: tuple[str, ...]
    container: str


class StaleStore(NamedTuple):
    """A thread stores in `attribute` what it made of its value at move `read`."""

    move: DrawnMove
    attribute: str
    read: int


def find_lost_updates(moves: Sequence[DrawnMove]) -> tuple[LostUpdate, ...]:
    """The lost updates of a run, in the order of the moves that lose them."""
    found = (_judge(store, moves) for store in _stores(moves))
    return tuple(each for each in found if each is not None)


def _stores(moves: Sequence[DrawnMove]) -> Iterator[StaleStore]:
    # By thread and local variable: the attributes that its value was made of, and the move of
    # the read.
    held: dict[tuple[str, str], dict[str, int]] = {}
    for move in moves:
        for line in move.source:
            if match := STORE.match(line):
                attribute, value = match.groups()
                reads = _made_of(value, move, held)
                if reads.get(attribute, move.number) < move.number:
                    yield StaleStore(move, attribute, reads[attribute])
            elif match := LOCAL.match(line):
                name, value = match.groups()
                held[move.thread, name] = _made_of(value, move, held)


def _made_of(
    value: str, move: DrawnMove, held: dict[tuple[str, str], dict[str, int]]
) -> dict[str, int]:
    """The attributes that an expression is made of, and the moves in which they were read."""
    reads: dict[str, int] = {}
    for word in WORD.findall(value):
        reads |= held.get((move.thread, word), {})
    return reads | dict.fromkeys(READ.findall(value), move.number)


def _judge(store: StaleStore, moves: Sequence[DrawnMove]) -> LostUpdate | None:
    before = moves[: store.move.number - 1]
    name = _state_name(store, before)
    between = [
        move
        for move in before[store.read :]
        if move.thread != store.move.thread and any(each.name == name for each in move.changed)
    ]
    if not between:
        return None
    update = between[-1]
    values = _values(name, [*before, store.move])
    old, new = (values[-2], values[-1]) if _changes(store.move, name) else (values[-1], values[-1])
    container, lost = _missing(old, new)
    last = _values(name, moves)[-1]
    if container and not set(lost) - set(_elements(last)[1]):
        return None
    return LostUpdate(
        store.move.number,
        store.move.thread,
        store.read,
        store.attribute,
        update.number,
        update.thread,
        tuple(map(_label, lost)),
        container,
    )


def _state_name(store: StaleStore, before: Sequence[DrawnMove]) -> str:
    """The name under which the state shows the attribute."""
    shown = {change.name for move in [*before, store.move] for change in move.changed}
    for name in (store.attribute, store.attribute.lstrip("_")):
        if name in shown:
            return name
    return next((change.name for change in store.move.changed), "")


def _changes(move: DrawnMove, name: str) -> bool:
    return any(change.name == name for change in move.changed)


def _values(name: str, moves: Sequence[DrawnMove]) -> list[str]:
    """The values that this part of the state had, one after another."""
    changes: list[StateChange] = [
        change for move in moves for change in move.changed if change.name == name
    ]
    return [changes[0].before, *(change.after for change in changes)]


def _missing(before: str, after: str) -> tuple[str, tuple[str, ...]]:
    """The kind of container that `before` is, and its elements that `after` does not have."""
    container, elements = _elements(before)
    gone = Counter(elements) - Counter(_elements(after)[1])
    return container, tuple(gone.elements())


def _elements(text: str) -> tuple[str, tuple[str, ...]]:
    """What kind of container this text shows, and its elements; of a dict, its keys."""
    if text[:1] not in {"[", "(", "{"} or text[-1:] not in {"]", ")", "}"}:
        return "", ()
    elements = tuple(_split(text[1:-1]))
    if text[0] != "{":
        return "list" if text[0] == "[" else "tuple", elements
    if all(": " in element for element in elements):
        return "dict", tuple(element.partition(": ")[0] for element in elements)
    return "set", elements


def _split(text: str) -> Iterator[str]:
    """Split at the commas that are in no brackets and in no string."""
    depth, quote, start = 0, "", 0
    for at, character in enumerate(text):
        if quote:
            quote = "" if character == quote and text[at - 1] != "\\" else quote
        elif character in "'\"":
            quote = character
        else:
            depth += (character in OPENING) - (character in CLOSING)
            if character == "," and depth == 0:
                yield text[start:at].strip()
                start = at + 1
    if rest := text[start:].strip():
        yield rest


def _label(element: str) -> str:
    """What a reader calls an element: the text in it, or its name."""
    if match := STRING.search(element):
        return match[1] or match[2] or element
    match = OBJECT.fullmatch(element)
    return element if match is None else match[1]
