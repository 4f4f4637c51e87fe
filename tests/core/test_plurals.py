"""Numbers in texts."""

import pytest

from checker_lab.core.plurals import fill, grouped, plural_form

PASSES = ["проход", "прохода", "проходов"]


@pytest.mark.parametrize(
    ("numbers", "form"),
    [
        ([1, 21, 101, 1001], "проход"),
        ([2, 3, 4, 22, 104, 1032], "прохода"),
        ([0, 5, 11, 12, 14, 19, 20, 25, 100, 111, 112, 1000, 1011], "проходов"),
    ],
)
def test_russian_has_three_forms(numbers: list[int], form: str) -> None:
    assert {plural_form(number, PASSES) for number in numbers} == {form}


def test_english_has_two() -> None:
    numbers = [0, 1, 2, 11, 21, 101]
    assert [plural_form(number, ["item", "items"]) for number in numbers] == [
        "items",
        "item",
        *["items"] * 4,
    ]


def test_a_word_may_have_one_form_for_all_numbers() -> None:
    assert [plural_form(number, ["PASS"]) for number in (0, 1, 2)] == ["PASS"] * 3


def test_each_language_groups_the_digits_in_its_way() -> None:
    assert (grouped(999, "ru"), grouped(1000, "en"), grouped(1_234_567, "ru")) == (
        "999",
        "1,000",
        "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567",
    )


def test_a_text_says_how_each_number_is_written() -> None:
    assert fill("en", "{0:pass|passes} in {1:g} s", 1, 0.50) == "1 pass in 0.5 s"
    assert fill("en", "{0:item|items}, {1:,} of {2}", 1000, 1000, "X") == "1,000 items, 1,000 of X"
    assert fill("ru", "{1:проход|прохода|проходов} за {0:g} с", 2.0, 22) == "22 прохода за 2 с"
    assert fill("ru", "{0:,}", 1000) == "1\N{NO-BREAK SPACE}000"
