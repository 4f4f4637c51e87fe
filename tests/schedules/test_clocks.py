"""Tests of the clocks of a schedule: virtual for its threads, real for all others."""

import copy
import datetime as datetime_module
import pickle
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from time import time_ns
from typing import Any

import pytest

from checker_lab.schedules import play
from checker_lab.schedules.clocks import EPOCH

START = datetime.fromtimestamp(EPOCH, UTC)


def read_all_clocks() -> dict[str, object]:
    return {
        "time": time.time(),
        "time_ns": time_ns(),
        "monotonic": time.monotonic(),
        "perf_counter_ns": time.perf_counter_ns(),
        "localtime": time.localtime(),
        "gmtime": time.gmtime(),
        "ctime": time.ctime(),
        "strftime": time.strftime("%c"),
        "datetime.now": datetime.now(),
        "datetime.now(UTC)": datetime.now(UTC),
        "datetime.today": datetime.today(),
        "datetime.utcnow": getattr(datetime, "utcnow")(),  # noqa: B009 (deprecated)
        "module.now": datetime_module.datetime.now(),
        "date.today": date.today(),
    }


def read_in_a_schedule(read: Callable[[], Any], sleep: float = 0.0) -> Any:
    def work(seen: list[Any]) -> None:
        time.sleep(sleep)
        seen.append(read())

    run = play(list, {"A": work})
    assert run.error is None, run.reason
    assert isinstance(run.shared, list)
    return run.shared[0]


@pytest.mark.filterwarnings("ignore:.*utcnow:DeprecationWarning")
def test_each_clock_reads_the_same_in_each_run() -> None:
    assert read_in_a_schedule(read_all_clocks) == read_in_a_schedule(read_all_clocks)


def test_a_datetime_follows_virtual_time() -> None:
    def read() -> tuple[datetime, date]:
        return datetime.now(UTC), date.today()

    now, today = read_in_a_schedule(read)
    later, tomorrow = read_in_a_schedule(read, 86_400)
    assert (now, later) == (START, START + timedelta(days=1))
    assert tomorrow == today + timedelta(days=1)


def test_a_moment_that_is_given_is_converted_as_it_is() -> None:
    moment = (2020, 2, 3, 4, 5, 6, 0, 34, -1)
    assert read_in_a_schedule(lambda: time.gmtime(0).tm_year) == 1970
    assert read_in_a_schedule(lambda: time.strftime("%Y-%m-%d", moment)) == "2020-02-03"


def test_an_import_inside_a_function_reads_virtual_time_too() -> None:
    def read() -> datetime:
        from datetime import datetime as imported

        return imported.now(UTC)

    assert read_in_a_schedule(read) == START


def test_a_datetime_of_a_schedule_is_a_real_one() -> None:
    def read() -> list[datetime]:
        moment = datetime(2020, 1, 1)
        assert isinstance(moment, datetime)
        assert isinstance(START, datetime)
        assert not isinstance(date(2020, 1, 1), datetime)
        assert issubclass(datetime, date)
        return [moment, datetime.now(), datetime.fromisoformat("2020-01-01"), datetime.min]

    assert {type(moment) for moment in read_in_a_schedule(read)} == {datetime}


def test_a_subclass_made_in_a_schedule_is_one_of_its_own() -> None:
    def read() -> tuple[bool, bool, str]:
        class Moment(datetime):
            pass

        moment = Moment.now(UTC)
        return isinstance(moment, Moment), isinstance(START, Moment), type(moment).__name__

    assert read_in_a_schedule(read) == (True, False, "Moment")


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_datetime_is_pickled_in_a_schedule_as_everywhere(protocol: int) -> None:
    moment = datetime(2020, 10, 25, 2, 30, tzinfo=UTC, fold=1)

    def read() -> tuple[bytes, Any, Any]:
        pickled = pickle.dumps(moment, protocol)
        return pickled, pickle.loads(pickled), copy.deepcopy(moment)

    pickled, loaded, copied = read_in_a_schedule(read)
    assert [pickle.loads(pickled), loaded, copied] == [moment] * 3
    assert type(pickle.loads(pickled)) is type(loaded) is type(copied) is datetime


def test_other_threads_read_the_real_clocks_and_pickle_real_datetimes() -> None:
    seen: list[Any] = []
    begin, done = threading.Event(), threading.Event()

    def outsider() -> None:
        begin.wait(10)
        seen.extend([datetime.now(UTC), time.gmtime().tm_year, pickle.dumps(datetime.now(UTC))])
        done.set()

    thread = threading.Thread(target=outsider)
    thread.start()

    def let_it_look(shared: list[object]) -> dict[str, object]:
        begin.set()
        return {"done": done.wait(10)}

    play(list, {"A": lambda shared: None}, show=let_it_look)
    thread.join()
    now, year, pickled = seen
    assert abs(datetime.now(UTC) - now) < timedelta(minutes=1)
    assert year == now.year > START.year
    assert type(pickle.loads(pickled)) is datetime


@pytest.mark.filterwarnings("ignore:.*utcnow:DeprecationWarning")
def test_all_is_as_before_after_a_run() -> None:
    before = datetime_module.datetime, time.localtime, datetime
    read_in_a_schedule(read_all_clocks)
    assert (datetime_module.datetime, time.localtime, datetime) == before
    assert type(pickle.loads(pickle.dumps(START))) is type(START) is datetime_module.datetime
