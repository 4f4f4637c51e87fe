"""Tests of what is recorded of each move of a thread, and of where each thread stands."""

import threading

from checker_lab.schedules import play
from tests.schedules.programs import Naive


def test_the_first_line_of_a_lambda_is_known_before_it_starts() -> None:
    run = play(Naive, {"A": lambda shared: shared.add("a")}, "", finish=False)
    assert run.threads["A"].state == "new"
    assert run.threads["A"].source.startswith('run = play(Naive, {"A": lambda shared:')


def test_a_thread_that_the_code_starts_is_located_at_its_first_line() -> None:
    def work() -> None:
        ready = True
        assert ready

    def start(shared: object) -> None:
        threading.Thread(target=work, name="child").start()

    run = play(object, {"A": start}, "A child", finish=False)
    assert (run.steps[-1].source, run.threads["child"].source) == ("ready = True", "assert ready")
    assert run.threads["child"].locals == {"ready": "True"}


def test_a_thread_stands_at_the_line_in_which_it_waits() -> None:
    def wait(event: threading.Event) -> None:
        event.wait()

    run = play(threading.Event, {"A": wait}, "A A", strict=False, finish=False)
    a = run.threads["A"]
    assert (a.state, a.source, a.function, a.can_move) == ("waiting", "event.wait()", "wait", False)
