"""The demo services: what each behaviour does, and how services start and close."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from checker_lab import demo
from checker_lab.core.errors import CheckTimeoutError
from checker_lab.core.health import HealthCheck, Status


@pytest.fixture
def services() -> Iterator[demo.Services]:
    with demo.services() as started:
        yield started


Ask = Callable[..., HealthCheck]


def in_a_thread(services: demo.Services, behaviour: str, **options: float) -> HealthCheck:
    return services.item(behaviour, **options).health()  # type: ignore[arg-type]


def in_a_task(services: demo.Services, behaviour: str, **options: float) -> HealthCheck:
    return asyncio.run(services.async_item(behaviour, **options).health())  # type: ignore[arg-type]


both = pytest.mark.parametrize("ask", [in_a_thread, in_a_task])


@both
@pytest.mark.parametrize(
    ("behaviour", "status", "output"),
    [
        ("pass", Status.PASS, ""),
        ("warn", Status.WARN, "the disk is nearly full"),
        ("fail", Status.FAIL, "the database is gone"),
        (
            "garbage",
            Status.FAIL,
            "HTTP 200 OK, but the body is not JSON (expect=2xx would accept it)",
        ),
        ("drop", Status.FAIL, "the connection was dropped before the answer came"),
    ],
)
def test_what_a_behaviour_does(
    services: demo.Services, ask: Ask, behaviour: str, status: Status, output: str
) -> None:
    assert ask(services, behaviour) == HealthCheck(behaviour, status, output)
    assert services.requests(behaviour) == 1


@both
def test_hang_times_out(services: demo.Services, ask: Ask) -> None:
    with pytest.raises(CheckTimeoutError):
        ask(services, "hang", timeout=1)
    assert services.wait_for(lambda: services.open_connections == 0)


@both
def test_slow_takes_its_seconds(services: demo.Services, ask: Ask) -> None:
    started_at = time.monotonic()
    assert ask(services, "slow", seconds=0.25).status is Status.PASS
    assert time.monotonic() - started_at >= 0.25


@both
def test_flap_passes_and_fails_in_turn(services: demo.Services, ask: Ask) -> None:
    found = [ask(services, "flap").status for _ in range(4)]
    assert found == [Status.PASS, Status.FAIL, Status.PASS, Status.FAIL]


def test_each_name_flaps_on_its_own(services: demo.Services) -> None:
    one, two = services.item("flap", id="one"), services.item("flap", id="two/2?")
    found = [item.health().status for item in (one, two, one, two)]
    assert found == [Status.PASS, Status.PASS, Status.FAIL, Status.FAIL]
    assert services.requests("flap") == 4


def test_every_behaviour_has_a_sentence_and_a_service(services: demo.Services) -> None:
    assert list(demo.BEHAVIOURS) == [
        "pass", "warn", "fail", "slow", "hang", "garbage", "drop", "flap"
    ]  # fmt: skip
    for behaviour, sentence in demo.BEHAVIOURS.items():
        assert len(sentence.split()) >= 3
        assert services.url(behaviour).endswith(f"/{behaviour}")


def test_an_item_has_the_same_id_in_every_run(services: demo.Services) -> None:
    for item in (services.item("pass"), services.async_item("pass")):
        assert item.id == "pass"
        assert repr(item) == f"{type(item).__name__}('pass', timeout=2)"
    assert services.item("pass", id="shop", timeout=5).id == "shop"
    assert services.item("pass", id="shop").health() == HealthCheck("shop", "pass")


def test_an_unknown_behaviour(services: demo.Services) -> None:
    makers: list[Callable[[str], object]] = [
        services.url, services.item, services.async_item, services.requests
    ]  # fmt: skip
    for make in makers:
        with pytest.raises(ValueError, match=r"one of pass, warn, .*, flap, not 'sleep'"):
            make("sleep")


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf")])
def test_seconds_that_are_invalid(services: demo.Services, seconds: float) -> None:
    with pytest.raises(ValueError, match="seconds"):
        services.url("slow", seconds=seconds)


def test_seconds_are_for_slow_only(services: demo.Services) -> None:
    with pytest.raises(ValueError, match="only for slow"):
        services.item("pass", seconds=1)


def test_services_that_are_not_started_have_no_url() -> None:
    services = demo.services()
    with pytest.raises(RuntimeError, match="not running"):
        services.url("pass")
    services.close()
    assert services.open_connections == 0


def test_services_can_be_started_once() -> None:
    with demo.services() as services, pytest.raises(RuntimeError, match="create new ones"):
        services.start()
    services.close()
    with pytest.raises(RuntimeError, match="create new ones"):
        services.start()


def test_they_start_and_close_without_a_with() -> None:
    services = demo.services()
    services.start()
    assert services.item("pass").health().status is Status.PASS
    services.close()
    found = services.item("pass").health()
    assert found == HealthCheck("pass", "fail", "no connection: Connection refused")


def test_wait_for_is_bounded(services: demo.Services) -> None:
    assert services.wait_for(lambda: False, seconds=0.01) is False
    assert services.wait_for(lambda: True, seconds=0) is True


def test_it_says_nothing_on_stderr_and_holds_no_interpreter() -> None:
    code = """
import threading
from checker_lab import demo
services = demo.services()
services.start()
item = services.item("hang", timeout=60)
threading.Thread(target=item.health, daemon=True).start()
assert services.wait_for(lambda: services.requests("hang") == 1)
for name in demo.BEHAVIOURS:
    if name != "hang":
        services.item(name).health()
print("end")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=20, check=True
    )
    assert (done.stdout, done.stderr) == ("end\n", "")
