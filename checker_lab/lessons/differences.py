"""Finds what differs between two texts of Python: whole lines, or tokens of similar lines."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from checker_lab.lessons.highlight import tokens_of

__all__ = ["Marks", "differences"]

SIMILAR = 0.5
"""Lines that are less similar than this have nothing to do with each other."""

Marks = dict[int, set[int]]
"""By the index of a line, the indexes of its tokens that the other text does not have."""


def differences(one: str, other: str) -> tuple[Marks, Marks]:
    """What each of the texts has and the other one has not."""
    lines, others = one.splitlines(), other.splitlines()
    left: Marks = {}
    right: Marks = {}
    for kind, start, end, from_, to in SequenceMatcher(None, lines, others, False).get_opcodes():
        if kind == "equal":
            continue
        left |= {at: _all(lines[at]) for at in range(start, end)}
        right |= {at: _all(others[at]) for at in range(from_, to)}
        for at, across in _pairs(lines, others, range(start, end), range(from_, to)):
            left[at], right[across] = _tokens(lines[at], others[across])
    return left, right


def _all(line: str) -> set[int]:
    return {at for at, token in enumerate(tokens_of(line, "python")) if token.kind != "space"}


def _pairs(
    lines: Sequence[str], others: Sequence[str], here: range, there: range
) -> Iterator[tuple[int, int]]:
    """Indexes of lines that are similar, in the order of both texts."""
    next_one = there.start
    for at in here:
        for across in range(next_one, there.stop):
            if SequenceMatcher(None, lines[at], others[across], False).ratio() >= SIMILAR:
                yield at, across
                next_one = across + 1
                break


def _tokens(line: str, other: str) -> tuple[set[int], set[int]]:
    tokens, others = tokens_of(line, "python"), tokens_of(other, "python")
    left, right = _all(line), _all(other)
    matcher = SequenceMatcher(None, tokens, others, False)
    for at, across, size in matcher.get_matching_blocks():
        left -= set(range(at, at + size))
        right -= set(range(across, across + size))
    return left, right
