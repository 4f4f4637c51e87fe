"""The strip of outcomes and the curve of latencies."""

from itertools import combinations

from checker_lab.core.registry import RECENT
from checker_lab.core.results import Outcome
from checker_lab.view.shapes import CURVE_WIDTH, HEIGHT, SHAPES, curve, strip, strip_text
from checker_lab.view.tree import html_of

P, F, T = Outcome.PASS, Outcome.FAIL, Outcome.TIMEOUT


def test_every_outcome_has_a_shape_of_its_own() -> None:
    assert set(SHAPES) == set(Outcome)
    assert all(one != other for one, other in combinations(SHAPES.values(), 2))


def test_the_newest_outcome_is_at_the_right_of_a_strip_of_fixed_width() -> None:
    short, full = html_of(strip((P,), "en")), html_of(strip((P,) * (RECENT + 5), "en"))
    assert 'd="M174 1' in short
    assert full.count("M") == RECENT
    assert 'width="178"' in short
    assert 'width="178"' in full


def test_the_strip_in_words() -> None:
    assert strip_text((P, F, T, T), "en") == "last 4: 1 PASS, 1 FAIL, 2 TIMEOUT; newest: 2 TIMEOUT"
    assert strip_text((), "en") == "no outcome yet"
    assert 'aria-label="last 1: 1 FAIL; newest: 1 FAIL"' in html_of(strip((F,), "en"))


def test_a_curve_stays_within_its_box_and_has_its_extremes_in_words() -> None:
    values = [0.001 * number for number in range(RECENT)]
    _, attributes, _, line = curve(values, "en")
    points = [tuple(map(int, point.split(","))) for point in line[1]["points"].split()]
    assert attributes["aria-label"] == "last 30: 0 ms to 29 ms"
    assert points[0] == (0, 15)
    assert points[-1] == (CURVE_WIDTH, 2)
    assert all(0 <= y <= HEIGHT for _, y in points)


def test_checks_that_take_no_time_have_a_flat_curve() -> None:
    assert curve([0.0, 0.0], "en")[3][1]["points"] == "58,15 60,15"
    assert curve([0.0], "en")[1]["aria-label"] == "last 1: 0 ms to 0 ms"
