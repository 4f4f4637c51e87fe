"""The picture as text."""

from checker_lab.schedules import play
from checker_lab.schedules.picture.drawing import drawn_run
from checker_lab.schedules.picture.story import lost_here, story_of, what_is_lost
from tests.schedules.picture.drawn import lost_run
from tests.schedules.programs import ADDS, Naive, nothing_lost

STORY = """\
  1  A  shared.add("a")
  2  A  items = self.items
     A  ▸ A's own items = []
  3                      B  shared.add("b")
  4                      B  items = self.items
                         B  ▸ B's own items = []
  5                      B  self.items = items + [item]
                         B  ▸ items: [] → ['b']
  6  A  self.items = items + [item]
     A  ▸ items: ['b'] → ['a']
     A  ▸ b is lost here: A stores a list that never had it
the invariant does not hold
A read items in move 2, before B changed it in move 5"""


def test_the_lanes_stand_side_by_side_and_the_loss_is_named() -> None:
    assert story_of(drawn_run(lost_run()), "en") == STORY


def test_it_is_told_in_russian_too() -> None:
    story = story_of(drawn_run(lost_run()), "ru")
    assert "здесь теряется значение b: A записывает список, где его никогда не было" in story
    # No line breaks in "5-м".
    end = "инвариант нарушен\nA прочитал items на 2-м ходу, а B изменил на 5-м"
    assert story.endswith(end.replace("-", "\N{NON-BREAKING HYPHEN}"))


def test_a_run_that_holds_has_lost_nothing() -> None:
    run = play(Naive, ADDS, "A A B B B A", lambda shared: True)
    assert "lost" not in story_of(drawn_run(run), "en")


def test_a_run_that_is_not_over_says_who_stands_where() -> None:
    run = play(Naive, ADDS, "A", nothing_lost, finish=False)
    assert story_of(drawn_run(run), "en").splitlines()[1:] == [
        "A can move, next: items = self.items",
        'B has not started, next: shared.add("b")',
        "not over yet: A, B can move",
    ]


def test_what_is_lost_is_said_with_who_overwrote_it() -> None:
    (loss,) = lost_here(drawn_run(lost_run())).values()
    assert [*map(str, what_is_lost(loss))] == [
        "b is lost",
        "In move 6, A stores a value built from what it read in move 2, and overwrites what B "
        "stored in move 5",
    ]
    assert str(what_is_lost(loss._replace(lost=()))[0]) == "what B stored in move 5 is lost"
    assert str(what_is_lost(loss._replace(lost=("a", "b")))[0]) == "a and b are lost"
