"""Measuring: ours as a multiple of the floor, in turns."""

from collections.abc import Iterator

import pytest

from benchmarks.harness import alternate, repeat, spread_of


def seconds(*values: float) -> Iterator[float]:
    yield from values


def test_ours_is_a_multiple_of_the_floor_round_by_round() -> None:
    # The first of each is a warm-up, and a machine that gets slower slows both.
    ours = seconds(99, 1, 2, 4)
    floor = seconds(99, 2, 4, 8)
    assert alternate(lambda: next(ours), lambda: next(floor), 3) == (0.5, 0.5, 0.5)


def test_each_side_starts_every_second_round() -> None:
    turns: list[str] = []

    def turn(name: str) -> float:
        turns.append(name)
        return 1.0

    alternate(lambda: turn("ours"), lambda: turn("floor"), 2)
    assert turns[2:] == ["ours", "floor", "floor", "ours"]


def test_the_spread_is_the_middle_half() -> None:
    assert spread_of([5, 1, 2, 4, 3]) == (3, 2, 4)
    assert spread_of([7]) == (7, 7, 7)


def test_ours_without_a_floor_is_measured_in_its_unit() -> None:
    times = seconds(99, 0.001, 0.002, 0.003)
    assert repeat(lambda: next(times), 3, scale=1000).got == pytest.approx(2)
