"""The log: its lines, each of which stays the same element while others come."""

from checker_lab.view import ViewState
from checker_lab.widgets.board.log import log


def test_a_line_keeps_its_key_when_a_newer_one_comes() -> None:
    def keys(*lines: str, total: int) -> dict[str, str]:
        _, _, _, box = log(ViewState(log=lines, log_total=total))
        return {line[2]: line[1]["key"] for line in box[2][2:]}

    before, after = keys("b", "a", total=2), keys("c", "b", total=3)
    assert list(after) == ["c", "b"]
    assert before["b"] == after["b"]
    assert len({*before.values(), after["c"]}) == 3
