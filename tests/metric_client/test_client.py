"""GoMetricClient and its twin against real sockets: what comes out, when, and what stays open."""

import asyncio
import gc
import os
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

from checker_lab.core.errors import CheckTimeoutError
from checker_lab.core.health import HealthCheck, Status
from checker_lab.metric_client import AsyncGoMetricClient, GoMetricClient
from checker_lab.metric_client.health_json import LARGEST_BODY
from tests.helpers.scripted_server import ScriptedServer, Script, Visit, answer, closed_port

PASS = b'{"status":"pass"}'
OK = b"HTTP/1.1 200 OK\r\n"
TIMEOUT = 1
GRACE = 0.2


def whole(body: bytes, status: bytes = b"200 OK") -> bytes:
    return b"HTTP/1.1 %b\r\ncontent-length: %d\r\n\r\n%b" % (status, len(body), body)


def redirect(location: str) -> bytes:
    return b"HTTP/1.1 302 Found\r\nlocation: %b\r\ncontent-length: 0\r\n\r\n" % location.encode()


def in_a_thread(url: str, timeout: int = TIMEOUT) -> HealthCheck:
    return GoMetricClient(url, timeout).health()


def in_a_task(url: str, timeout: int = TIMEOUT) -> HealthCheck:
    return asyncio.run(AsyncGoMetricClient(url, timeout).health())


Ask = Callable[[str, int], HealthCheck]
both = pytest.mark.parametrize("ask", [in_a_thread, in_a_task])


# What a server may do, each in a function of the visit: a script.


def redirect_for_ever(visit: Visit) -> None:
    while True:
        visit.read_request()
        visit.send(redirect("/again"))


def redirect_slowly(visit: Visit) -> None:
    while True:
        visit.read_request()
        visit.pause(0.3)
        visit.send(redirect("/again"))


def redirect_once_to(location: str) -> Script:
    return answer(redirect(location))


def one_byte_a_second(head: bytes, drops: bytes) -> Script:
    def run(visit: Visit) -> None:
        visit.read_request()
        visit.send(head)
        for drop in drops:
            visit.send(bytes([drop]))
            visit.pause(1.0)

    return run


def without_end(head: bytes, piece: bytes, pause: float = 0.0) -> Script:
    def run(visit: Visit) -> None:
        visit.read_request()
        visit.send(head)
        while True:
            visit.send(piece)
            if pause:
                visit.pause(pause)

    return run


def never_answer(visit: Visit) -> None:
    visit.read_request()
    visit.wait_until_closed()


def close_at_once(visit: Visit) -> None:
    visit.send_end()
    visit.wait_until_closed()


def reset(visit: Visit) -> None:
    visit.read_request()
    visit.reset()


def reset_in_the_body(visit: Visit) -> None:
    visit.read_request()
    visit.send(OK + b"content-length: 100\r\n\r\n" + PASS)
    visit.reset()


CHUNKED = OK + b"transfer-encoding: chunked\r\n\r\n"

TIMES_OUT: dict[str, Script] = {
    "accepts, and never answers": never_answer,
    "sends its headers byte by byte": one_byte_a_second(b"", OK),
    "sends its body byte by byte": one_byte_a_second(OK + b"content-length: 17\r\n\r\n", PASS),
    "redirects, but slowly": redirect_slowly,
    "sends 100 Continue without end": without_end(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.01),
    "sends a body shorter than it said, and waits": answer(
        OK + b"content-length: 18\r\n\r\n" + PASS
    ),
    "sends no end of the chunks, and waits": answer(CHUNKED + b"11\r\n" + PASS + b"\r\n"),
}

FAILS: dict[str, tuple[Script, str]] = {
    "redirects without end": (redirect_for_ever, "more than 5 redirects"),
    "redirects to a dead port": (
        redirect_once_to(f"http://127.0.0.1:{closed_port()}/"),
        "no connection: Connection refused",
    ),
    "redirects to a file": (
        redirect_once_to("file:///etc/hostname"),
        "HTTP 302 Found, but the body is empty",
    ),
    "redirects to ftp": (
        redirect_once_to("ftp://127.0.0.1/"),
        "no answer: URL scheme is not allowed",
    ),
    "sends an empty body": (answer(whole(b"")), "HTTP 200 OK, but the body is empty"),
    "sends no JSON": (answer(whole(b"<h1>hello</h1>")), "HTTP 200 OK, but the body is no JSON"),
    "sends JSON without a status": (
        answer(whole(b"{}")),
        "HTTP 200 OK, but the body has no status",
    ),
    "sends a status that is no text": (
        answer(whole(b'{"status":1}')),
        "HTTP 200 OK, but the status in the body is no text",
    ),
    "sends JSON that is no object": (
        answer(whole(b"[1]")),
        "HTTP 200 OK, but the body is JSON, but no object",
    ),
    "sends 500 without JSON": (
        answer(whole(b"oops", b"500 Oops")),
        "HTTP 500 Internal Server Error",
    ),
    "sends 404 without a body": (answer(whole(b"", b"404 Oops")), "HTTP 404 Not Found"),
    "sends 204": (
        answer(b"HTTP/1.1 204 No Content\r\n\r\n"),
        "HTTP 204 No Content, but the body is",
    ),
    "switches the protocol": (
        answer(b"HTTP/1.1 101 Yes\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n" + PASS),
        "HTTP 101 Switching Protocols",
    ),
    "says pass with 503": (
        answer(whole(PASS, b"503 Oops")),
        "HTTP 503 Service Unavailable, though the body says pass",
    ),
    "says it sends more than 1 MiB, and does": (
        without_end(OK + b"content-length: 9999999999\r\n\r\n", b" " * 65536),
        "the body is larger than 1 MiB",
    ),
    "sends chunks without end": (
        without_end(CHUNKED, b"4000\r\n" + b" " * 0x4000 + b"\r\n"),
        "the body is larger than 1 MiB",
    ),
    "sends headers without end": (without_end(OK, b"x: y\r\n" * 1000), "the answer is no HTTP"),
    "sends one header without end": (
        without_end(OK + b"x: ", b"y" * 9000),
        "the answer is no HTTP",
    ),
    "sends a chunk extension without end": (
        without_end(CHUNKED + b"1;", b"x" * 9000),
        "the answer broke off",
    ),
    "sends what is no HTTP": (answer(b"\x00\xffgarbage\r\n\r\n"), "the answer is no HTTP"),
    "sends a body with no headers": (answer(PASS + b"\r\n\r\n"), "the answer is no HTTP"),
    "closes at once": (close_at_once, "the connection was dropped before the answer came"),
    "closes after the request": (
        answer(b"", end=True),
        "the connection was dropped before the answer came",
    ),
    "resets the connection": (reset, "the connection was dropped before the answer came"),
    "resets it in the body": (reset_in_the_body, "the answer broke off"),
    "closes before the body ends": (
        answer(OK + b"content-length: 18\r\n\r\n" + PASS, end=True),
        "the answer broke off",
    ),
    "closes before the last chunk": (
        answer(CHUNKED + b"11\r\n" + PASS + b"\r\n", end=True),
        "the answer broke off",
    ),
    "sends a chunk whose length is no number": (
        answer(CHUNKED + b"zz\r\n"),
        "the answer broke off",
    ),
    "sends a length below zero": (
        answer(OK + b"content-length: -1\r\n\r\n" + PASS),
        "the answer is no HTTP",
    ),
    "sends two lengths": (
        answer(OK + b"content-length: 17\r\ncontent-length: 5\r\n\r\n" + PASS),
        "the answer is no HTTP",
    ),
    "says it is shorter than it is": (
        answer(OK + b"content-length: 5\r\n\r\n" + PASS),
        "HTTP 200 OK, but the body is no JSON",
    ),
    "compresses, unasked": (
        answer(whole(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xabV*", b"200 OK")),
        "HTTP 200 OK, but the body is no JSON",
    ),
}


class Run(NamedTuple):
    """What came of one health(): its result, or its error, and what it left behind."""

    health: HealthCheck | None
    error: BaseException | None
    seconds: float
    nobody_is_connected: bool


def run(script: Script, ask: Ask) -> Run:
    with ScriptedServer(script) as server:
        health, error = None, None
        began = time.monotonic()
        try:
            health = ask(server.url, TIMEOUT)
        except BaseException as raised:
            error = raised
        seconds = time.monotonic() - began
        return Run(health, error, seconds, server.wait_until_nobody_is_connected())


@pytest.fixture(scope="module")
def runs() -> Iterator[dict[tuple[str, str], Run]]:
    """Every script against both clients, some at a time: else the waiting adds up."""
    scripts = TIMES_OUT | {name: script for name, (script, _) in FAILS.items()}
    for ask in (in_a_thread, in_a_task):
        ask(f"http://127.0.0.1:{closed_port()}/", TIMEOUT)  # makes the shared client
    with ThreadPoolExecutor(24) as pool:
        under_way = {
            (name, ask.__name__): pool.submit(run, script, ask)
            for name, script in scripts.items()
            for ask in (in_a_thread, in_a_task)
        }
        yield {key: future.result() for key, future in under_way.items()}


@both
@pytest.mark.parametrize("what", TIMES_OUT)
def test_a_server_that_is_too_slow_times_out(
    what: str, ask: Ask, runs: dict[tuple[str, str], Run]
) -> None:
    seen = runs[what, ask.__name__]
    assert isinstance(seen.error, CheckTimeoutError)
    assert str(seen.error).startswith("no answer within 1 s")
    assert TIMEOUT - 0.05 <= seen.seconds <= TIMEOUT + GRACE
    assert seen.nobody_is_connected


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
    assert seen.seconds <= TIMEOUT + GRACE
    assert seen.nobody_is_connected


@both
def test_nobody_listens(ask: Ask) -> None:
    url = f"http://127.0.0.1:{closed_port()}/"
    assert ask(url, 1) == HealthCheck(url, "fail", "no connection: Connection refused")


@both
def test_a_host_that_has_no_address(ask: Ask) -> None:
    # A label of a name has 63 letters at most: every resolver says no, and asks nobody.
    told = ask(f"http://{'a' * 64}.invalid/", 1)
    assert told.status is Status.FAIL
    assert told.output.startswith("no connection: ")


@both
@pytest.mark.parametrize("tail", ["", "?x=1", "#part", "deep/er/path"])
def test_a_service_that_works(ask: Ask, tail: str) -> None:
    with ScriptedServer(answer(whole(PASS))) as server:
        assert ask(server.url + tail, 1) == HealthCheck(server.url + tail, "pass")


@both
def test_redirects_are_followed(ask: Ask) -> None:
    def script(visit: Visit) -> None:
        for _ in range(5):
            visit.read_request()
            visit.send(redirect("/next"))
        visit.read_request()
        visit.send(whole(PASS))
        visit.wait_until_closed()

    with ScriptedServer(script) as server:
        assert ask(server.url, 1) == HealthCheck(server.url, "pass")


@both
def test_the_request_asks_for_health_json_and_no_more(ask: Ask) -> None:
    requests: list[bytes] = []

    def script(visit: Visit) -> None:
        requests.append(visit.read_request().lower())
        visit.send(whole(PASS))

    with ScriptedServer(script) as server:
        ask(server.url, 1)
    assert requests[0].startswith(b"get / http/1.1\r\n")
    assert b"accept: application/health+json" in requests[0]
    assert b"accept-encoding" not in requests[0]


@both
def test_a_body_of_1_mib_is_read(ask: Ask) -> None:
    with ScriptedServer(answer(whole(PASS.ljust(LARGEST_BODY)))) as server:
        assert ask(server.url, 5).status is Status.PASS


@both
def test_hundreds_at_once(ask: Ask) -> None:
    with ScriptedServer(answer(whole(PASS))) as server, ThreadPoolExecutor(32) as pool:
        told = list(pool.map(lambda _: ask(server.url, 5), range(300)))
        assert {one.status for one in told} == {Status.PASS}


# What a subclass does in get_health().


def test_a_get_health_that_hangs_times_out_and_leaves_one_daemon_behind() -> None:
    released = threading.Event()

    class Hangs(GoMetricClient):
        def get_health(self) -> HealthCheck:
            released.wait(60)
            return HealthCheck(self.id, "pass")

    before = set(threading.enumerate())
    began = time.monotonic()
    with pytest.raises(CheckTimeoutError):
        Hangs("http://127.0.0.1/", 1).health()
    assert time.monotonic() - began <= 1 + GRACE
    (left,) = set(threading.enumerate()) - before
    assert left.daemon
    released.set()
    left.join(5)  # its late result finds room, so it ends
    assert not left.is_alive()


def test_an_async_get_health_that_hangs_is_cancelled() -> None:
    ended: list[str] = []

    class Hangs(AsyncGoMetricClient):
        async def get_health(self) -> HealthCheck:
            try:
                await asyncio.sleep(60)
            finally:
                ended.append("cancelled")
            return HealthCheck(self.id, "pass")

    began = time.monotonic()
    with pytest.raises(CheckTimeoutError):
        asyncio.run(Hangs("http://127.0.0.1/", 1).health())
    assert time.monotonic() - began <= 1 + GRACE
    assert ended == ["cancelled"]


@pytest.mark.parametrize("error", [ValueError("boom"), TimeoutError("of its own"), SystemExit(3)])
def test_what_get_health_raises_passes_through(error: BaseException) -> None:
    class Raises(GoMetricClient):
        def get_health(self) -> HealthCheck:
            raise error

    class AsyncRaises(AsyncGoMetricClient):
        async def get_health(self) -> HealthCheck:
            raise error

    with pytest.raises(type(error)) as caught:
        Raises("http://127.0.0.1/", 1).health()
    assert caught.value is error

    async def check() -> None:
        with pytest.raises(type(error)) as caught:
            await AsyncRaises("http://127.0.0.1/", 1).health()
        assert caught.value is error

    asyncio.run(check())


def test_a_get_health_put_in_its_place_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()

    def hang(self: GoMetricClient) -> HealthCheck:
        released.wait(60)
        return HealthCheck(self.id, "pass")

    monkeypatch.setattr(GoMetricClient, "get_health", hang)
    with pytest.raises(CheckTimeoutError):
        GoMetricClient("http://127.0.0.1/", 1).health()
    released.set()


def test_a_subclass_may_ask_over_http_and_go_on_from_there() -> None:
    class Upbeat(GoMetricClient):
        def get_health(self) -> HealthCheck:
            return HealthCheck(self.id, "warn", super().get_health().output)

    with ScriptedServer(answer(whole(b'{"status":"fail","output":"no"}'))) as server:
        assert Upbeat(server.url, 1).health() == HealthCheck(server.url, "warn", "no")


def test_a_cancelled_request_ends_at_once_and_its_connection_in_time() -> None:
    async def cancel() -> None:
        with ScriptedServer(never_answer) as server:
            task = asyncio.create_task(AsyncGoMetricClient(server.url, 1).health())
            assert await asyncio.to_thread(server.wait_for_visits, 1)
            began = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert time.monotonic() - began <= GRACE
            assert await asyncio.to_thread(server.wait_until_nobody_is_connected, 1 + GRACE)

    asyncio.run(cancel())


# The arguments.

Make = Callable[[str, int], object]
both_classes = pytest.mark.parametrize("make", [GoMetricClient, AsyncGoMetricClient])


@both_classes
@pytest.mark.parametrize("timeout", [True, 1.0, "1", None])
def test_a_timeout_that_is_no_whole_number(make: Make, timeout: int) -> None:
    with pytest.raises(TypeError, match="timeout is a whole number of seconds, not"):
        make("http://127.0.0.1/", timeout)


@both_classes
@pytest.mark.parametrize("timeout", [0, -1, 86_401, 5_000_000_000])
def test_a_timeout_that_is_out_of_range(make: Make, timeout: int) -> None:
    with pytest.raises(ValueError, match="a whole number of seconds from 1 to 86400, not"):
        make("http://127.0.0.1/", timeout)


@both_classes
@pytest.mark.parametrize(
    "url",
    [
        "",
        "127.0.0.1",
        "127.0.0.1:80/health",
        "/health",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http:",
        "http://",
        "http:///health",
        "https://?x",
        "http://:80/",
        "http:127.0.0.1",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:x/",
        "http://256.1.1.1/",
        "http://xn--/",
        "http://a b/",
        "http://127.0.0.1/a b",
        " http://127.0.0.1/",
        "http://127.0.0.1/\n",
        "http://127.0.0.1/\r\nx: y",
        "http://127.0.0.1/\x00",
        "http://127.0.0.1/\x7f",
        "http://127.0.0.1/\ud800",
        "http://a\u3000b/",
        "http://user@127.0.0.1/",
    ],
)
def test_a_url_that_is_none(make: Make, url: str) -> None:
    with pytest.raises(ValueError, match="a URL "):
        make(url, 1)


@both_classes
@pytest.mark.parametrize("url", [None, 5, b"http://127.0.0.1/", ["http://127.0.0.1/"]])
def test_a_url_that_is_no_text(make: Make, url: str) -> None:
    with pytest.raises(TypeError, match="a URL is a str like 'http://"):
        make(url, 1)


@both_classes
def test_a_password_is_refused_and_not_repeated(make: Make) -> None:
    with pytest.raises(ValueError, match="no password") as caught:
        make("http://user:secret@127.0.0.1/", 1)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1",
        "HTTP://LOCALHOST:80/Health?a=%20&b=[]#c",
        "https://[::1]:8443/",
        "http://exämple.test/",
        "http://127.0.0.1/" + "a" * 2000,
    ],
)
def test_the_id_is_the_url_as_it_was_given(url: str) -> None:
    for client in (GoMetricClient(url, 3), AsyncGoMetricClient(url, 3)):
        assert client.id == client.url == url
        assert client.timeout == 3
        assert repr(client) == f"{type(client).__name__}({url!r}, timeout=3)"


def test_a_url_too_long_to_send_fails() -> None:
    for ask in (in_a_thread, in_a_task):
        told = ask(f"http://127.0.0.1:{closed_port()}/" + "a" * 100_000, 1)
        assert told.status is Status.FAIL
        assert len(told.output) < 400


# The process around them.


def test_an_idle_client_costs_less_than_half_a_kibibyte() -> None:
    GoMetricClient("http://127.0.0.1/", 1)
    tracemalloc.start()
    urls = [f"http://127.0.0.1/{number}" for number in range(2000)]
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    clients = [GoMetricClient(url, 1) for url in urls]
    gc.collect()
    each = (tracemalloc.get_traced_memory()[0] - before) / len(clients)
    tracemalloc.stop()
    assert each < 512


def python(code: str, *arguments: str, **environment: str) -> str:
    """What a fresh interpreter prints; it has 20 seconds."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=20,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.strip()


ASK_BOTH = """
import asyncio, sys
from checker_lab.metric_client import AsyncGoMetricClient, GoMetricClient
print(GoMetricClient(sys.argv[1], 5).health().status.value)
print(asyncio.run(AsyncGoMetricClient(sys.argv[1], 5).health()).status.value)
"""


def test_the_proxies_of_the_environment_are_not_asked() -> None:
    dead = f"http://127.0.0.1:{closed_port()}/"
    proxies = {"http_proxy": dead, "HTTP_PROXY": dead, "ALL_PROXY": dead, "no_proxy": ""}
    with ScriptedServer(answer(whole(PASS))) as server:
        assert python(ASK_BOTH, server.url, **proxies).split() == ["pass", "pass"]


def test_no_ca_certificates_are_told(tmp_path: Path) -> None:
    code = """
import sys
from checker_lab.metric_client import GoMetricClient
try:
    GoMetricClient(sys.argv[1], 1).health()
except RuntimeError as error:
    print(error)
"""
    nothing = {"SSL_CERT_FILE": str(tmp_path / "none.pem"), "SSL_CERT_DIR": str(tmp_path)}
    assert "No CA certificates were loaded" in python(code, "http://127.0.0.1/", **nothing)


def test_the_import_does_not_load_pyreqwest() -> None:
    code = "import sys, checker_lab.metric_client; print('pyreqwest' in sys.modules)"
    assert python(code) == "False"


def test_a_hung_check_does_not_keep_the_interpreter_alive() -> None:
    code = """
import sys, threading
from checker_lab.metric_client import GoMetricClient

class Hangs(GoMetricClient):
    def get_health(self):
        threading.Event().wait()

for item in (GoMetricClient(sys.argv[1], 600), Hangs(sys.argv[1], 600)):
    threading.Thread(target=item.health, daemon=True).start()
"""
    with ScriptedServer(never_answer) as server:
        assert python(code, server.url) == ""


def test_a_program_may_end_at_once_after_an_async_request() -> None:
    # Without care, every tenth such program aborts.
    code = """
import asyncio, sys
from checker_lab.metric_client import AsyncGoMetricClient
print(asyncio.run(AsyncGoMetricClient(sys.argv[1], 5).health()).status.value)
"""
    with ScriptedServer(answer(whole(PASS))) as server, ThreadPoolExecutor(4) as pool:
        ended = pool.map(lambda _: python(code, server.url), range(16))
        assert list(ended) == ["pass"] * 16


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_child_gets_an_error_and_does_not_hang() -> None:
    code = """
import os, sys, warnings
from checker_lab.metric_client import GoMetricClient

warnings.simplefilter("ignore", DeprecationWarning)  # of 3.12: a fork of a process with threads
client = GoMetricClient(sys.argv[1], 5)
client.health()
if os.fork() == 0:
    try:
        client.health()
    except RuntimeError as error:
        print("spawn" in str(error), flush=True)
    os._exit(0)
os.wait()
print(client.health().status.value)
"""
    with ScriptedServer(answer(whole(PASS))) as server:
        assert python(code, server.url).split() == ["True", "pass"]
