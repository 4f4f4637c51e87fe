"""The picture of a run at the end of a cell."""

import subprocess
import sys

import pytest

from checker_lab.schedules import play
from tests.schedules.picture.drawn import Read, lost_run
from tests.schedules.programs import ADDS, Naive, nothing_lost


def test_a_run_draws_itself_the_same_each_time() -> None:
    shown = lost_run()._repr_mimebundle_()
    assert shown == lost_run()._repr_mimebundle_()
    assert shown.keys() == {"text/html", "text/plain"}
    assert shown["text/plain"] == str(lost_run().picture())
    assert "0x" not in shown["text/html"]


def test_it_has_a_name_and_a_language() -> None:
    read = Read(lost_run().picture("ru").html)
    assert read.values["aria-label"] == ["Выполнение A, B: 6 ходов"]
    assert read.values["lang"] == ["ru"]
    assert Read(lost_run().picture().html).values["aria-label"] == ["A run of A, B, moves: 6"]


def test_other_languages_are_refused() -> None:
    with pytest.raises(ValueError, match="language must be"):
        lost_run().picture("de")


def test_a_name_is_only_text() -> None:
    run = play(Naive, {'"><script>': ADDS["A"]}, (), nothing_lost)
    assert "<script>" not in run.picture().html


def test_a_run_without_moves_can_be_drawn() -> None:
    run = play(Naive, ADDS, (), finish=False)
    assert "A has not started" in Read(run.picture().html).text


def test_playing_a_schedule_does_not_load_what_draws_it() -> None:
    code = (
        "import sys; from checker_lab.schedules import play; from tests.schedules.programs "
        "import ADDS, Naive; play(Naive, ADDS, 'A B'); print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "picture" not in run.stdout
