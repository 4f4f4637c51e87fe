"""The picture of a search at the end of a cell."""

from checker_lab.schedules import explore
from tests.schedules.picture.drawn import Read
from tests.schedules.programs import ADDS, Naive, add_a, nothing_lost


def test_it_shows_how_many_lose_and_the_simplest_one() -> None:
    found = explore(Naive, ADDS, nothing_lost, preemptions=None)
    shown = found._repr_mimebundle_()
    read = Read(shown["text/html"])
    assert read.text.startswith("✗ 12 of 20 schedules lose (all there are)The simplest one")
    assert "width: 60.0%; height: 100%; background: #e5484d" in read.values["style"]
    assert "b is lost here" in read.text
    assert shown["text/plain"].startswith("12 of 20 schedules lose (all there are)\n\nThe simplest")
    assert "b is lost here" in shown["text/plain"]


def test_without_a_losing_schedule_there_is_only_the_bar() -> None:
    found = explore(Naive, {"A": add_a}, lambda shared: shared.items == ["a"], preemptions=None)
    read = Read(found.picture().html)
    assert read.text == "✓ none of 1 schedule loses (all there are)"
    assert "table" not in read.tags
    assert str(found.picture()) == "none of 1 schedule loses (all there are)"


def test_a_search_that_was_not_exhausted_has_no_tick() -> None:
    found = explore(Naive, ADDS, lambda shared: True, max_schedules=1)
    assert Read(found.picture().html).text.startswith("… inconclusive")


def test_it_is_drawn_in_russian() -> None:
    found = explore(Naive, ADDS, nothing_lost)
    text = Read(found.picture("ru").html).text
    assert "6 из 14 чередований ломают программу (все, где не больше 2 вытеснений)" in text
    assert "Самое простое из них:" in text
