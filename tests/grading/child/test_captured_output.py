"""What a learner's code prints is kept in whole lines, and bounded."""

import threading

import pytest

from checker_lab.grading.child import captured_output
from checker_lab.grading.child.captured_output import CapturedOutput
from checker_lab.grading.requirements import STOPPED


@pytest.fixture
def printed() -> CapturedOutput:
    return CapturedOutput(STOPPED)


def test_a_line_ends_with_its_end(printed: CapturedOutput) -> None:
    printed.write("one\ntw")
    printed.write("o\nthree")
    assert [line.text for line in printed.lines] == ["one", "two"]
    assert printed.texts() == ["one", "two", "three"]


def test_threads_that_print_at_once_do_not_mix(printed: CapturedOutput) -> None:
    printed.write("Проверки ")
    other = threading.Thread(target=printed.write, args=("boom\n",))
    other.start()
    other.join()
    printed.write("остановлены\n")
    assert len(printed.moments_of(STOPPED)) == 1
    assert printed.texts() == ["boom", STOPPED]


@pytest.mark.parametrize("text", [f"{STOPPED}.", f"[INFO] {STOPPED}", STOPPED.lower()])
def test_only_the_exact_line_counts(printed: CapturedOutput, text: str) -> None:
    printed.write(f"{text}\n")
    assert printed.moments_of(STOPPED) == []


def test_the_watcher_is_called_before_the_line_has_ended(printed: CapturedOutput) -> None:
    seen: list[int] = []
    printed.on_watched = lambda: seen.append(len(printed.lines))
    printed.write(STOPPED)
    assert seen == [0]


def test_who_writes_below_python_is_not_known(printed: CapturedOutput) -> None:
    seen: list[int] = []
    printed.on_watched = lambda: seen.append(1)
    printed.write(f"{STOPPED}\n", source="below Python")
    assert seen == []
    assert len(printed.moments_of(STOPPED)) == 1


def test_what_is_looked_for_is_kept_however_much_is_printed(
    printed: CapturedOutput, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(captured_output, "MOST", 100)
    for _ in range(1000):
        printed.write("spam, spam, spam\n")
    printed.write(f"{STOPPED}\n")
    assert len(printed.lines) < 12
    assert len(printed.moments_of(STOPPED)) == 1


def test_a_line_without_end_does_not_grow_for_ever(printed: CapturedOutput) -> None:
    for _ in range(100):
        printed.write("x" * 10_000)
    assert len(printed.texts()[0]) == captured_output.LONGEST
