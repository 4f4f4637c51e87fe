"""What is special about a `ClusterChecker`: its arguments, its items and its listeners."""

import subprocess
import sys
import threading
from typing import Any

import pytest
from distributed import Client

import checker_lab
from checker_lab import Outcome, PassEnded
from checker_lab.cluster import ClusterChecker
from checker_lab.testing import EventLog, ManualClock, wait_until
from tests.cluster.items import AsyncPlain, Plain


def test_the_package_imports_it_only_on_demand() -> None:
    assert checker_lab.ClusterChecker is ClusterChecker
    code = "import sys, checker_lab; sys.exit('distributed' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_import_says_what_to_install() -> None:
    code = "import sys; sys.modules['distributed'] = None\nfrom checker_lab import ClusterChecker"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode
    assert "pip install 'checker-lab[cluster]'" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("wrong", [None, "tcp://127.0.0.1:8786", 7])
def test_only_a_client_is_accepted(wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"client must be a distributed\.Client.*Client\(address\)"):
        ClusterChecker(wrong)


@pytest.mark.parametrize(
    ("option", "values"),
    [("shards", [0, -1, 1.5, "2"]), ("patience", [0, -1, float("nan"), "5"])],
)
def test_bad_settings_are_refused(client: Client, option: str, values: list[Any]) -> None:
    for value in values:
        with pytest.raises((TypeError, ValueError), match=option):
            ClusterChecker(client, **{option: value})


def test_an_item_that_cannot_be_pickled_is_refused(client: Client) -> None:
    class Locked(Plain):
        def __init__(self, item_id: str) -> None:
            super().__init__(item_id)
            self.lock = threading.Lock()

    checker = ClusterChecker(client, [Plain("a")], on_event=EventLog())
    with pytest.raises(TypeError, match=r"'b' cannot be sent.*health\(\)"):
        checker.add(Locked("b"))
    assert str(checker) == "a"


def test_both_kinds_of_items_in_one_checker_in_the_order_of_adding(client: Client) -> None:
    items = [(Plain, AsyncPlain)[number % 2](f"service {number}") for number in range(50)]
    checker = ClusterChecker(client, items, on_event=EventLog())
    results = checker.check()
    assert [result.item_id for result in results] == [item.id for item in items]
    assert {result.outcome for result in results} == {Outcome.PASS}


def test_an_item_whose_class_the_worker_lacks_panics_with_the_reason(client: Client) -> None:
    checker = ClusterChecker(client, [Lacking("a"), Plain("b")], on_event=EventLog())
    lacking, plain = checker.check()
    assert (lacking.outcome, plain.outcome) == (Outcome.PANIC, Outcome.PASS)
    assert "could not be loaded on the worker" in str(lacking.error)


def test_a_failure_is_sent_once_and_reported_each_time(client: Client) -> None:
    log, clock = EventLog(), ManualClock()
    checker = ClusterChecker(client, [Plain("a", works=False)], clock=clock, on_event=log)
    with checker:
        wait_until(lambda: log.results)
        for _ in range(3):
            (result,) = checker.check()
            assert "health() returned False" in str(result.error)
    errors = [result.error for result in log.results]
    assert len(errors) == 4
    assert all(error is errors[0] for error in errors)


def test_a_listener_that_wants_no_passes_gets_all_other_events(client: Client) -> None:
    class Selective(EventLog):
        wants_passes = False

    log = Selective()
    items = [Plain("good"), AsyncPlain("fine"), Plain("bad", works=False)]
    checker = ClusterChecker(client, items, on_event=log)
    with checker:
        wait_until(lambda: checker.snapshot().items["fine"].checks)
        assert sum(checker.placement().values()) == 3
        wait_until(lambda: any(isinstance(event, PassEnded) for event in list(log.events)))
    assert [result.item_id for result in log.results] == ["bad"]
    assert checker.placement() == {}
    assert {each.checks for each in checker.snapshot().items.values()} == {1}


class Lacking(Plain):
    """Cannot be unpickled, like an item of a class that is not installed on the worker."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _not_there, (self.id,)


def _not_there(item_id: str) -> Lacking:
    raise ModuleNotFoundError("No module named 'theirs'")
