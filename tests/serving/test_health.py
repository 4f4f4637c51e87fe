"""What a checker knows, asked over HTTP."""

import asyncio
import gc
import http.client
import json
import socket
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from prometheus_client.parser import text_string_to_metric_families

from checker_lab import AsyncChecker, GoMetricClient, ThreadedChecker, serve_health
from checker_lab.core.health import Status
from checker_lab.serving import health
from checker_lab.serving.health import HealthServer
from checker_lab.testing import AsyncScripted, Scripted, wait_until


@pytest.fixture
def checker() -> ThreadedChecker:
    return ThreadedChecker([Scripted("good"), Scripted("bad", False)], on_event=lambda event: None)


@pytest.fixture
def server(checker: ThreadedChecker) -> Iterator[HealthServer]:
    with serve_health(checker, 0) as started:
        yield started


def get(server: HealthServer, target: str) -> tuple[int, str, str]:
    """The HTTP status, the content type and the body."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request("GET", target)
        answer = connection.getresponse()
        return answer.status, answer.headers["content-type"], answer.read().decode()
    finally:
        connection.close()


def test_a_checker_whose_item_fails_fails(checker: ThreadedChecker, server: HealthServer) -> None:
    checker.check()
    status, kind, body = get(server, "/health?verbose")
    assert (status, kind) == (503, "application/health+json")
    document = json.loads(body)
    assert document["status"] == "fail"
    assert sorted(document["checks"]) == ["bad", "good"]


def test_another_checker_can_watch_it(checker: ThreadedChecker, server: HealthServer) -> None:
    client = GoMetricClient(f"http://127.0.0.1:{server.port}/health", timeout=10)
    checker.remove("bad")
    checker.check()
    assert client.health().status is Status.PASS
    checker.add(Scripted("worse", False))
    checker.check()
    assert client.health().status is Status.FAIL


def test_prometheus_reads_the_figures(checker: ThreadedChecker, server: HealthServer) -> None:
    checker.check()
    checker.check()
    status, kind, body = get(server, "/metrics")
    assert status == 200
    assert kind.startswith("text/plain; version=")
    found = {
        (sample.name.removeprefix("checker_lab_"), sample.labels.get("item")): sample.value
        for family in text_string_to_metric_families(body)
        for sample in family.samples
    }
    assert found["passes_total", None] == 2
    assert found["running", None] == 0
    assert (found["item_up", "good"], found["item_up", "bad"]) == (1, 0)
    assert (found["checks_total", "bad"], found["failures_total", "bad"]) == (2, 2)
    assert found["failures_in_a_row", "bad"] == 2


def test_without_the_extra_metrics_say_how_to_get_them(
    checker: ThreadedChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "find_spec", lambda name: None)
    with serve_health(checker, 0) as server:
        assert get(server, "/metrics")[::2] == (501, "pip install 'checker-lab[prometheus]'\n")


def test_another_page_is_404(server: HealthServer) -> None:
    assert get(server, "/")[::2] == (404, "there is /health and /metrics\n")


def test_it_ends_with_the_run(checker: ThreadedChecker) -> None:
    server = serve_health(checker, 0)
    checker.run()
    assert get(server, "/health")[0] in (200, 503)
    checker.stop()
    wait_until(lambda: not is_open(server.port))
    server.close()


def test_nothing_of_it_is_left_with_a_checker_that_has_stopped(checker: ThreadedChecker) -> None:
    server = weakref.ref(serve_health(checker, 0))
    checker.run()
    checker.stop()

    def is_gone() -> bool:
        gc.collect()
        return server() is None

    wait_until(is_gone)


def test_it_ends_with_the_run_of_tasks() -> None:
    async def main() -> None:
        async with AsyncChecker([AsyncScripted("good")]) as checker:
            server = serve_health(checker, 0)
            assert (await asyncio.to_thread(get, server, "/health"))[0] == 200
        await asyncio.to_thread(wait_until, lambda: not is_open(server.port))

    asyncio.run(main())


def is_open(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def test_silent_clients_do_not_delay_others(server: HealthServer) -> None:
    silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: get(server, "/health")[0], range(40)))
        assert len(found) == 40
    finally:
        for one in silent:
            one.close()


def test_connections_are_bounded_in_number_and_in_time(
    checker: ThreadedChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "MOST_CONNECTIONS", 2)
    monkeypatch.setattr(health, "PATIENCE", 0.2)
    with serve_health(checker, 0) as server:
        clients = [
            socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in range(3)
        ]
        # The third is closed immediately, the others when their time is over.
        for client in reversed(clients):
            with client:
                assert client.recv(1) == b""


def test_a_port_that_is_taken_is_refused_and_leaves_no_thread(
    checker: ThreadedChecker, server: HealthServer
) -> None:
    before = threading.active_count()
    with pytest.raises(OSError, match="in use"):
        serve_health(checker, server.port)
    assert threading.active_count() == before


def test_a_bad_port_is_refused(checker: ThreadedChecker) -> None:
    with pytest.raises(TypeError, match="port must be a whole number, not '80'"):
        serve_health(checker, "80")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="port must be 0 or more, not -1"):
        serve_health(checker, -1)


def test_close_frees_the_port_and_can_be_repeated(checker: ThreadedChecker) -> None:
    server = serve_health(checker, 0)
    server.close()
    server.close()
    assert not is_open(server.port)
