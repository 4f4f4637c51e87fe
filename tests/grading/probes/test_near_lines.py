"""A line that is nearly the wanted one is told with its difference."""

import pytest

from checker_lab.grading.probes.near_lines import difference, nearest
from checker_lab.grading.requirements import STOPPED

BEFORE = f"{STOPPED!r} was not printed"
LATIN_O = "\u006f"
CYRILLIC_O = "\u043e"


@pytest.mark.parametrize(
    ("printed", "saw"),
    [
        ("", BEFORE),
        (STOPPED, f"{STOPPED!r} was printed without a line end after it"),
        (f"INFO: {STOPPED}.", f"{BEFORE} on a line of its own, but in 'INFO: {STOPPED}.'"),
        ("Checks stopped", f"{BEFORE}, but 'Checks stopped' was"),
        (
            STOPPED.replace(CYRILLIC_O, LATIN_O, 1),
            f"{BEFORE}: in the line that was, character 3 is a Latin {LATIN_O!r} and not a "
            f"Cyrillic {CYRILLIC_O!r}",
        ),
        (
            STOPPED.replace(" ", "\u00a0").capitalize(),
            f"{BEFORE}: in the line that was, character 9 is '\\xa0' and not ' '",
        ),
        (
            STOPPED.title(),
            f"{BEFORE}: in the line that was, character 10 is 'О' and not 'о'",
        ),
    ],
)
def test_the_difference_is_named(printed: str, saw: str) -> None:
    assert str(difference(STOPPED, printed)) == saw


def test_letters_that_differ_too_are_counted() -> None:
    saw = str(difference(STOPPED, STOPPED.replace(CYRILLIC_O, LATIN_O)))
    assert saw.endswith("(2 others differ too)")


def test_the_last_line_that_looks_alike_is_the_nearest() -> None:
    latin = STOPPED.replace(CYRILLIC_O, LATIN_O)
    assert nearest(STOPPED, ["проверки начались", latin, "a: ValueError"]) == latin
    assert nearest(STOPPED, ["a: ValueError", ""]) == ""
