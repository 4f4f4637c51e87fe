"""The demo services: what each does, and that nothing is left of them."""

import asyncio
import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
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
        ("garbage", Status.FAIL, "HTTP 200 OK, but the body is no JSON"),
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
    began = time.monotonic()
    assert ask(services, "slow", seconds=0.25).status is Status.PASS
    assert time.monotonic() - began >= 0.25


@both
def test_flap_passes_and_fails_in_turn(services: demo.Services, ask: Ask) -> None:
    told = [ask(services, "flap").status for _ in range(4)]
    assert told == [Status.PASS, Status.FAIL, Status.PASS, Status.FAIL]


def test_each_name_flaps_on_its_own(services: demo.Services) -> None:
    one, two = services.item("flap", id="one"), services.item("flap", id="two/2?")
    told = [item.health().status for item in (one, two, one, two)]
    assert told == [Status.PASS, Status.PASS, Status.FAIL, Status.FAIL]
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
def test_seconds_that_are_none(services: demo.Services, seconds: float) -> None:
    with pytest.raises(ValueError, match="seconds"):
        services.url("slow", seconds=seconds)


def test_seconds_are_for_slow_only(services: demo.Services) -> None:
    with pytest.raises(ValueError, match="slow only"):
        services.item("pass", seconds=1)


def test_services_that_are_not_started() -> None:
    services = demo.services()
    with pytest.raises(RuntimeError, match="not started"):
        services.url("pass")
    services.close()
    assert services.open_connections == 0


def test_services_are_started_once() -> None:
    with demo.services() as services, pytest.raises(RuntimeError, match="make new ones"):
        services.start()
    services.close()
    with pytest.raises(RuntimeError, match="make new ones"):
        services.start()


def test_they_start_and_close_without_a_with() -> None:
    services = demo.services()
    services.start()
    assert services.item("pass").health().status is Status.PASS
    services.close()
    told = services.item("pass").health()
    assert told == HealthCheck("pass", "fail", "no connection: Connection refused")


def test_nothing_is_left_of_them_though_hundreds_hang() -> None:
    process = psutil.Process()
    threads = set(threading.enumerate())
    with demo.services() as services, ThreadPoolExecutor(100) as pool:
        item, slow = services.item("hang", timeout=60), services.item("slow", seconds=50)
        hung = [pool.submit(item.health) for _ in range(50)]
        hung += [pool.submit(slow.health) for _ in range(50)]
        assert services.wait_for(
            lambda: services.requests("hang") == services.requests("slow") == 50
        )
        assert services.open_connections == 100
        began = time.monotonic()
        services.close()
        assert time.monotonic() - began < 1
        assert services.open_connections == 0
        for one in hung:
            assert one.result(5).status is Status.FAIL
    assert set(threading.enumerate()) == threads
    port = int(services.url("pass").split(":")[2].split("/")[0])
    left = [
        one
        for one in process.net_connections("tcp")
        if port in (one.laddr[1], *one.raddr[1:2])
        if one.status in {psutil.CONN_LISTEN, psutil.CONN_ESTABLISHED}
    ]
    assert left == []


def test_hundreds_of_requests_at_once(services: demo.Services) -> None:
    item = services.item("pass", timeout=10)
    with ThreadPoolExecutor(32) as pool:
        told = list(pool.map(lambda _: item.health().status, range(500)))
    assert set(told) == {Status.PASS}
    assert services.requests("pass") == 500


def test_wait_for_is_bounded(services: demo.Services) -> None:
    assert services.wait_for(lambda: False, seconds=0.01) is False
    assert services.wait_for(lambda: True, seconds=0) is True


@pytest.mark.parametrize(
    "target",
    ["/", "/nothing", "*", "//[/", "/slow?seconds=x", "/slow?seconds=nan", "/slow?seconds=-1"],
)
def test_a_target_that_is_none_is_404(services: demo.Services, target: str) -> None:
    port = int(services.url("pass").split(":")[2].split("/")[0])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(f"GET {target} HTTP/1.1\r\nconnection: close\r\n\r\n".encode())
        assert client.recv(100).startswith(b"HTTP/1.1 404 Not Found\r\n")


@pytest.mark.parametrize("request_bytes", [b"hello\r\n\r\n", b"\xff" * 100_000])
def test_what_is_no_http_is_dropped(services: demo.Services, request_bytes: bytes) -> None:
    port = int(services.url("pass").split(":")[2].split("/")[0])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(request_bytes)
        assert services.wait_for(lambda: services.open_connections == 0)
    assert services.item("pass").health().status is Status.PASS


def test_other_clients_can_ask_too(services: demo.Services) -> None:
    port = int(services.url("pass").split(":")[2].split("/")[0])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    for path, status in (("/pass", 200), ("/fail", 503)):
        connection.request("GET", path)
        response = connection.getresponse()
        assert response.status == status
        assert response.headers["content-type"] == "application/health+json"
        response.read()
    connection.close()


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
