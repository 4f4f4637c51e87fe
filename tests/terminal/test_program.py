"""The exit status, the choice of the screen, and the limits of a watch."""

import pytest

from checker_lab import Outcome
from checker_lab.terminal.plain import PlainScreen
from checker_lab.terminal.program import exit_status, screen_for
from tests.terminal.made import item, snapshot

PASS, WARN, FAIL, SKIPPED = Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.SKIPPED


@pytest.mark.parametrize(
    ("outcomes", "status"),
    [
        ((PASS,), 0),
        ((WARN,), 0),
        ((FAIL, PASS), 0),
        ((PASS, SKIPPED), 0),
        ((PASS, FAIL), 1),
        ((FAIL, SKIPPED), 1),
        ((Outcome.TIMEOUT,), 1),
        ((Outcome.PANIC,), 1),
        ((SKIPPED,), 1),
        ((), 1),
    ],
)
def test_the_status_is_0_if_the_last_finished_check_of_each_item_passed(
    outcomes: tuple[Outcome, ...], status: int
) -> None:
    assert exit_status(snapshot({"good": item("good", PASS), "a": item("a", *outcomes)})) == status


def test_a_file_gets_plain_lines(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("output") / "lines"
    with path.open("w", encoding="utf-8") as stream:
        assert isinstance(screen_for(stream, "en"), PlainScreen)
