"""A run that is read back from its text is drawn as the run itself is."""

import pytest

from checker_lab.schedules import Run, play
from checker_lab.schedules.picture.lost_updates import find_lost_updates
from checker_lab.schedules.picture.reading import html_of_text, run_of_text
from tests.schedules.picture.drawn import Read, lost_run
from tests.schedules.programs import TwoLocks


def text_of(run: Run) -> str:
    """What a report of the grader has of a run."""
    return "\n".join([f"schedule: {run.schedule}", str(run)])


def test_the_moves_the_changes_and_the_loss_come_back() -> None:
    run = run_of_text(text_of(lost_run()))
    assert run is not None
    assert [move.thread for move in run.moves] == ["A", "A", "B", "B", "B", "A"]
    assert run.moves[1].source == ("items = self.items",)
    assert run.moves[5].changed == (("items", "['b']", "['a']"),)
    assert run.moves[5].kind == "ended"
    assert str(run.verdict) == "the invariant does not hold"
    (loss,) = find_lost_updates(run.moves)
    assert loss.lost == ("b",)
    assert "b is lost here" in Read(html_of_text(text_of(lost_run()))).text


def test_waits_come_back() -> None:
    threads = {"A": TwoLocks.forwards, "B": TwoLocks.backwards}
    run = run_of_text(text_of(play(TwoLocks, threads, "A B A B")))
    assert run is not None
    assert run.moves[-1].kind == "waits"


@pytest.mark.parametrize(
    ("line", "source", "said"),
    [
        ("x = 1", ("x = 1",), ""),
        ("x = 1  # why; so", ("x = 1  # why", "so"), ""),
        ("x = 1  # why  # 2 s later; sleeps until 3 s", ("x = 1  # why",), "sleeps until 3 s"),
        ("await x; y = 2  # ended", ("await x", "y = 2"), "ended"),
        ("f()  # a: '; ' → 2; b: 1 → 2; raised E: ended", ("f()",), "raised E: ended"),
    ],
)
def test_a_comment_in_the_code_stays_there(line: str, source: tuple[str, ...], said: str) -> None:
    run = run_of_text(f"schedule: A\nA  f.py:1  {line}\nbroken")
    assert run is not None
    assert run.moves[0].source == source
    assert str(run.moves[0].remark) == said


def test_a_move_without_a_source_is_only_its_thread() -> None:
    run = run_of_text("schedule: A A\nA\nA  # ended\nbroken")
    assert run is not None
    assert [move.source for move in run.moves] == [(), ()]
    assert run.moves[1].kind == "ended"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "schedule:",
        "schedule: A*x",
        "schedule: A",
        "schedule: A\nA  f.py:1  x",
        "schedule: A\nB  f.py:1  x\nbroken",
        "A  f.py:1  x\nbroken",
        "schedule: A*99999999999\nA",
    ],
)
def test_any_other_text_is_not_drawn(text: str) -> None:
    assert html_of_text(text) == ""


def test_what_the_learner_wrote_is_only_text() -> None:
    html = html_of_text("schedule: A\nA  f.py:1  <script>  # x: 1 → <b>\n<i>")
    assert not {"script", "i"} & set(Read(html).tags)


def test_the_remarks_come_back_in_both_languages() -> None:
    run = play(TwoLocks, {"A": TwoLocks.forwards, "B": TwoLocks.backwards}, "A B A B")
    text, told = (
        "\n".join(
            [
                f"schedule: {run.schedule}",
                *(step.in_language(language) for step in run.steps),
                run.verdict.in_language(language),
            ]
        )
        for language in ("en", "ru")
    )
    read = run_of_text(text, told)
    assert read is not None
    assert [str(move.remark) for move in read.moves] == [step.note for step in run.steps]
    for move, step in zip(read.moves, run.steps, strict=True):
        assert move.remark.russian == step.remark.russian
    assert read.verdict.russian == "; ".join(run.verdict.russian.split("\n"))
