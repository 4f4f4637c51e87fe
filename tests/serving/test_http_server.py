"""The server of the demo: raw requests, many clients, and nothing left behind."""

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from checker_lab import demo
from checker_lab.core.health import Status


@pytest.fixture
def services() -> Iterator[demo.Services]:
    with demo.services() as started:
        yield started


@pytest.mark.parametrize(
    "target",
    ["/", "/nothing", "*", "//[/", "/slow?seconds=x", "/slow?seconds=nan", "/slow?seconds=-1"],
)
def test_an_unknown_target_is_404(services: demo.Services, target: str) -> None:
    port = int(services.url("pass").split(":")[2].split("/")[0])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(f"GET {target} HTTP/1.1\r\nconnection: close\r\n\r\n".encode())
        assert client.recv(100).startswith(b"HTTP/1.1 404 Not Found\r\n")


@pytest.mark.parametrize("request_bytes", [b"hello\r\n\r\n", b"\xff" * 100_000])
def test_a_request_that_is_no_http_is_dropped(
    services: demo.Services, request_bytes: bytes
) -> None:
    port = int(services.url("pass").split(":")[2].split("/")[0])
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(request_bytes)
        assert services.wait_for(lambda: services.open_connections == 0)
    assert services.item("pass").health().status is Status.PASS


def test_another_client_may_keep_its_connection(services: demo.Services) -> None:
    port = int(services.url("pass").split(":")[2].split("/")[0])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    for path, status in (("/pass", 200), ("/fail", 503)):
        connection.request("GET", path)
        response = connection.getresponse()
        assert response.status == status
        assert response.headers["content-type"] == "application/health+json"
        response.read()
    connection.close()


def test_closing_leaves_nothing_behind_though_hundreds_hang() -> None:
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
        started_at = time.monotonic()
        services.close()
        assert time.monotonic() - started_at < 1
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


def test_hundreds_of_concurrent_requests(services: demo.Services) -> None:
    item = services.item("pass", timeout=10)
    with ThreadPoolExecutor(32) as pool:
        found = list(pool.map(lambda _: item.health().status, range(500)))
    assert set(found) == {Status.PASS}
    assert services.requests("pass") == 500
