"""One request on real sockets, in both clients: what comes out, when, and what stays open."""

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest

from checker_lab.core.errors import CheckTimeoutError
from checker_lab.core.health import HealthCheck, Status
from checker_lab.metric_client import AsyncGoMetricClient
from checker_lab.metric_client.transport import LARGEST_BODY
from tests.helpers.asking import Ask, both, in_a_task, in_a_thread
from tests.helpers.misbehaving_services import (
    FAILS,
    OK,
    PASS,
    TIMES_OUT,
    never_answer,
    redirect,
    whole,
)
from tests.helpers.scripted_server import Script, ScriptedServer, Visit, answer, closed_port

TIMEOUT = 1
LONG = 10
GRACE = 2.0
"""Seconds that a busy machine may be late. No case without a deadline would end in that time."""


class Run(NamedTuple):
    """What one health() returned or raised, and what it left behind."""

    health: HealthCheck | None
    error: BaseException | None
    seconds: float
    all_have_closed: bool


def run(script: Script, ask: Ask, timeout: int) -> Run:
    with ScriptedServer(script) as server:
        health, error = None, None
        started_at = time.monotonic()
        try:
            health = ask(server.url, timeout)
        except BaseException as raised:
            error = raised
        seconds = time.monotonic() - started_at
        return Run(health, error, seconds, server.wait_until_all_have_closed())


@pytest.fixture(scope="module")
def runs() -> Iterator[dict[tuple[str, str], Run]]:
    """Every script against both clients, some concurrently: otherwise the waits add up."""
    scripts = {name: (script, TIMEOUT) for name, script in TIMES_OUT.items()}
    scripts |= {name: (script, LONG) for name, (script, _) in FAILS.items()}
    with ThreadPoolExecutor(24) as pool:
        futures = {
            (name, ask.__name__): pool.submit(run, script, ask, timeout)
            for name, (script, timeout) in scripts.items()
            for ask in (in_a_thread, in_a_task)
        }
        yield {key: future.result() for key, future in futures.items()}


@both
@pytest.mark.parametrize("what", TIMES_OUT)
def test_a_server_that_is_too_slow_times_out(
    what: str, ask: Ask, runs: dict[tuple[str, str], Run]
) -> None:
    seen = runs[what, ask.__name__]
    assert isinstance(seen.error, CheckTimeoutError)
    assert str(seen.error).startswith("no answer within 1 s")
    assert TIMEOUT - 0.05 <= seen.seconds <= TIMEOUT + GRACE
    assert seen.all_have_closed


@both
@pytest.mark.parametrize("what", FAILS)
def test_a_server_that_answers_wrongly_fails(
    what: str, ask: Ask, runs: dict[tuple[str, str], Run]
) -> None:
    seen = runs[what, ask.__name__]
    assert seen.error is None
    assert seen.health is not None
    assert seen.health.status is Status.FAIL
    assert FAILS[what][1] in seen.health.output
    assert "127.0.0.1" not in seen.health.output
    assert seen.seconds < LONG
    assert seen.all_have_closed


@both
def test_nobody_listens(ask: Ask) -> None:
    url = f"http://127.0.0.1:{closed_port()}/"
    assert ask(url, 1) == HealthCheck(url, "fail", "no connection: Connection refused")


@both
def test_a_host_that_has_no_address(ask: Ask) -> None:
    # A label of a name has 63 letters at most: every resolver says no, and asks nobody.
    found = ask(f"http://{'a' * 64}.invalid/", 1)
    assert found.status is Status.FAIL
    assert found.output.startswith("no connection: ")


@both
@pytest.mark.parametrize("tail", ["", "?x=1", "#part", "deep/er/path"])
def test_a_service_that_works(ask: Ask, tail: str) -> None:
    with ScriptedServer(answer(whole(PASS))) as server:
        assert ask(server.url + tail) == HealthCheck(server.url + tail, "pass")


def redirect_in_turn(locations: list[str]) -> Script:
    """Redirect the first visit to the first location and so on; then answer that it works."""
    rest = list(locations)

    def script(visit: Visit) -> None:
        visit.read_request()
        visit.send(redirect(rest.pop(0)) if rest else whole(PASS))

    return script


@both
def test_five_redirects_are_followed(ask: Ask) -> None:
    with ScriptedServer(redirect_in_turn(["/next"] * 5)) as server:
        assert ask(server.url) == HealthCheck(server.url, "pass")
        assert server.visits == 6
    with ScriptedServer(redirect_in_turn(["/next"] * 6)) as server:
        assert ask(server.url).output == "more than 5 redirects"


@both
def test_a_redirect_to_another_host_is_followed_only_if_the_client_allows_it(ask: Ask) -> None:
    with ScriptedServer(answer(whole(PASS))) as other:
        target = other.url.replace("127.0.0.1", "localhost") + "admin"
        with ScriptedServer(answer(redirect(f"{target}?token=secret"))) as server:
            refused = ask(server.url)
            assert refused.output == (
                f"HTTP 302 Found to {target}: redirects to another host are not followed"
            )
            assert other.visits == 0
            allowed = ask(server.url, redirect_hosts=["LocalHost"])
            assert allowed == HealthCheck(server.url, "pass")
            assert other.visits == 1


@both
def test_the_request_asks_for_health_json_and_no_more(ask: Ask) -> None:
    requests: list[bytes] = []

    def script(visit: Visit) -> None:
        requests.append(visit.read_request().lower())
        visit.send(whole(PASS))

    with ScriptedServer(script) as server:
        ask(server.url)
    assert requests[0].startswith(b"get / http/1.1\r\n")
    assert b"accept: application/health+json" in requests[0]
    assert b"connection: close" in requests[0]
    assert b"accept-encoding" not in requests[0]


@both
def test_headers_are_sent_to_the_server_itself_and_to_no_other(ask: Ask) -> None:
    requests: list[bytes] = []

    def script(visit: Visit) -> None:
        requests.append(visit.read_request())
        visit.send(whole(PASS))

    with ScriptedServer(script) as other:
        target = other.url.replace("127.0.0.1", "localhost")

        def redirecting(visit: Visit) -> None:
            requests.append(visit.read_request())
            visit.send(redirect(target))

        with ScriptedServer(redirecting) as server:
            headers = {"Authorization": "Bearer secret", "Accept": "text/plain"}
            assert ask(server.url, headers=headers, redirect_hosts=["localhost"]).output == ""
    first, second = requests
    assert first.count(b"Authorization: Bearer secret") == first.lower().count(b"accept:") == 1
    assert b"Accept: text/plain" in first
    assert b"secret" not in second
    assert b"accept: application/health+json" in second


@both
def test_head_gets_no_body_however_long_it_would_be(ask: Ask) -> None:
    requests: list[bytes] = []

    def script(visit: Visit) -> None:
        requests.append(visit.read_request())
        visit.send(OK + b"content-length: 9999999999\r\n\r\n")

    with ScriptedServer(script) as server:
        found = ask(server.url, expect="2xx", method="HEAD")
    assert found == HealthCheck(server.url, "pass")
    assert requests[0].startswith(b"HEAD / HTTP/1.1\r\n")


@both
def test_what_is_expected_decides(ask: Ask) -> None:
    with ScriptedServer(answer(whole(b"<h1>It works!</h1>"))) as server:
        assert ask(server.url, expect="2xx", body_has="works").status is Status.PASS
        assert ask(server.url, expect="2xx", body_lacks="works").status is Status.FAIL
        assert ask(server.url, expect="204").output == "HTTP 200 OK, not 204"


@both
def test_a_body_is_read_up_to_1_mib(ask: Ask) -> None:
    body = PASS.ljust(LARGEST_BODY)
    with ScriptedServer(answer(whole(body))) as server:
        assert ask(server.url).status is Status.PASS
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    with ScriptedServer(answer(OK + b"transfer-encoding: chunked\r\n\r\n" + chunks)) as server:
        assert ask(server.url).status is Status.PASS
    with ScriptedServer(answer(whole(body + b" "))) as server:
        assert ask(server.url).output.startswith("the body is larger than 1 MiB")


@both
def test_hundreds_concurrently(ask: Ask) -> None:
    with ScriptedServer(answer(whole(PASS))) as server, ThreadPoolExecutor(32) as pool:
        found = list(pool.map(lambda _: ask(server.url), range(300)))
        assert {one.status for one in found} == {Status.PASS}


def test_a_cancelled_request_closes_its_connection_immediately() -> None:
    async def cancel() -> None:
        with ScriptedServer(never_answer) as server:
            task = asyncio.create_task(AsyncGoMetricClient(server.url, 60).health())
            assert await asyncio.to_thread(server.wait_for_visits, 1)
            started_at = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert time.monotonic() - started_at <= GRACE
            assert await asyncio.to_thread(server.wait_until_all_have_closed, GRACE)

    asyncio.run(cancel())


def test_a_url_too_long_to_send_fails() -> None:
    for ask in (in_a_thread, in_a_task):
        found = ask(f"http://127.0.0.1:{closed_port()}/" + "a" * 100_000, 1)
        assert found.status is Status.FAIL
        assert len(found.output) < 400


# One connection for each check.


@both
def test_each_check_opens_a_connection_and_closes_it(ask: Ask) -> None:
    with ScriptedServer(answer(whole(PASS))) as server:
        for number in range(1, 4):
            assert ask(server.url).status is Status.PASS
            assert server.visits == number
            assert server.wait_until_all_have_closed(GRACE)


@both
def test_a_server_that_serves_one_connection_at_a_time_answers_all(ask: Ask) -> None:
    # An idle connection that was kept would occupy it (kubernetes/kubernetes#15643).
    with (
        ScriptedServer(answer(whole(PASS)), one_at_a_time=True) as server,
        ThreadPoolExecutor(3) as pool,
    ):
        for _ in range(3):
            found = list(pool.map(ask, [server.url] * 3))
            assert [one.status for one in found] == [Status.PASS] * 3


def answer_on_connect(visit: Visit) -> None:
    visit.send(whole(PASS))
    visit.close()


def close_after_the_answer(visit: Visit) -> None:
    visit.read_request()
    visit.send(whole(PASS))
    visit.close()


@both
@pytest.mark.parametrize("script", [answer_on_connect, close_after_the_answer])
def test_a_server_that_closes_after_its_answer_is_no_false_alarm(ask: Ask, script: Script) -> None:
    with ScriptedServer(script) as server:
        assert {ask(server.url).output for _ in range(200)} == {""}


def test_requests_of_one_loop_end_independently() -> None:
    async def main() -> None:
        gate = threading.Event()

        def wait(visit: Visit) -> None:
            visit.read_request()
            gate.wait(5)
            visit.send(whole(PASS))

        with ScriptedServer(wait) as slow, ScriptedServer(never_answer) as hung:
            first = asyncio.create_task(AsyncGoMetricClient(slow.url, 60).health())
            cancelled = asyncio.create_task(AsyncGoMetricClient(hung.url, 60).health())
            assert await asyncio.to_thread(slow.wait_for_visits, 1)
            assert await asyncio.to_thread(hung.wait_for_visits, 1)
            cancelled.cancel()
            assert await asyncio.to_thread(hung.wait_until_all_have_closed)
            assert not first.done()
            gate.set()
            assert (await first).status is Status.PASS

    asyncio.run(main())
