"""GoMetricClient and its twin: arguments, subclasses, copies, and what their processes survive."""

import asyncio
import copy
import gc
import os
import pickle
import threading
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from checker_lab.core.errors import CheckTimeoutError
from checker_lab.core.health import HealthCheck
from checker_lab.metric_client import AsyncGoMetricClient, GoMetricClient
from tests.helpers.asking import python
from tests.helpers.misbehaving_services import PASS, never_answer, whole
from tests.helpers.scripted_server import ScriptedServer, answer, closed_port

GRACE = 2.0
"""Seconds that a busy machine may be late. Without a deadline each case takes 60 s."""

Make = Callable[[str, int], object]
both_classes = pytest.mark.parametrize("make", [GoMetricClient, AsyncGoMetricClient])


@both_classes
@pytest.mark.parametrize("timeout", [True, 1.0, "1", None])
def test_a_timeout_that_is_no_whole_number(make: Make, timeout: int) -> None:
    with pytest.raises(TypeError, match="timeout must be a whole number of seconds, not"):
        make("http://127.0.0.1/", timeout)


@both_classes
@pytest.mark.parametrize("timeout", [0, -1, 86_401, 5_000_000_000])
def test_a_timeout_that_is_out_of_range(make: Make, timeout: int) -> None:
    with pytest.raises(ValueError, match="a whole number of seconds from 1 to 86400, not"):
        make("http://127.0.0.1/", timeout)


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


@both_classes
def test_redirect_hosts_are_host_names(make: Callable[..., GoMetricClient]) -> None:
    hosts = make("http://127.0.0.1/", 1, redirect_hosts=["SSO.test", "127.1"]).redirect_hosts
    assert hosts == ("sso.test", "127.0.0.1")
    with pytest.raises(TypeError, match="redirect_hosts must be a list of hosts, not"):
        make("http://127.0.0.1/", 1, redirect_hosts="sso.test")
    with pytest.raises(ValueError, match="host"):
        make("http://127.0.0.1/", 1, redirect_hosts=["a|b"])


@both_classes
def test_secrets_are_in_no_text(make: Callable[..., GoMetricClient]) -> None:
    client = make("http://127.0.0.1/", 1, headers={"Authorization": "Bearer secret"})
    assert "secret" not in f"{client!r} {client} {client.id} {vars(client)}"


class Tagged(GoMetricClient):
    __slots__ = ("tag",)
    tag: list[str]


class AsyncTagged(AsyncGoMetricClient):
    __slots__ = ("tag",)
    tag: list[str]


@pytest.mark.parametrize("make", [Tagged, AsyncTagged])
@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda client: pickle.loads(pickle.dumps(client))]
)
def test_a_client_can_be_copied_and_pickled(
    make: type[Tagged], copied: Callable[[Tagged], Tagged]
) -> None:
    client = make("http://127.0.0.1/", 3, redirect_hosts=["sso.test"])
    client.tag = ["blue"]
    twin = copied(client)
    assert type(twin) is make
    assert (twin.id, twin.timeout, twin.tag) == (client.id, 3, ["blue"])
    assert twin.redirect_hosts == ("sso.test",)


# What a subclass does in get_health().


def test_a_get_health_that_hangs_times_out_and_leaves_one_daemon_behind() -> None:
    released = threading.Event()

    class Hangs(GoMetricClient):
        def get_health(self) -> HealthCheck:
            released.wait(60)
            return HealthCheck(self.id, "pass")

    before = set(threading.enumerate())
    started_at = time.monotonic()
    with pytest.raises(CheckTimeoutError):
        Hangs("http://127.0.0.1/", 1).health()
    assert time.monotonic() - started_at <= 1 + GRACE
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

    started_at = time.monotonic()
    with pytest.raises(CheckTimeoutError):
        asyncio.run(Hangs("http://127.0.0.1/", 1).health())
    assert time.monotonic() - started_at <= 1 + GRACE
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


def test_a_program_may_end_immediately_after_an_async_request() -> None:
    code = """
import asyncio, sys
from checker_lab.metric_client import AsyncGoMetricClient
print(asyncio.run(AsyncGoMetricClient(sys.argv[1], 5).health()).status.value)
"""
    with ScriptedServer(answer(whole(PASS))) as server, ThreadPoolExecutor(4) as pool:
        ended = pool.map(lambda _: python(code, server.url), range(4))
        assert list(ended) == ["pass"] * 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_child_can_ask_too() -> None:
    code = """
import asyncio, os, sys, warnings
from checker_lab.metric_client import AsyncGoMetricClient, GoMetricClient

warnings.simplefilter("ignore", DeprecationWarning)  # of 3.12: a fork of a process with threads
def ask():
    for url in sys.argv[1:]:
        print(GoMetricClient(url, 5).health().status.value, flush=True)
        print(asyncio.run(AsyncGoMetricClient(url, 5).health()).status.value, flush=True)

ask()
if os.fork() == 0:
    ask()
    os._exit(0)
os.wait()
ask()
"""
    with ScriptedServer(answer(whole(PASS))) as server:
        by_name = server.url.replace("127.0.0.1", "localhost")
        assert python(code, server.url, by_name).split() == ["pass"] * 12


def test_ctrl_c_ends_a_check_in_the_main_thread() -> None:
    code = """
import os, signal, sys, threading
from checker_lab.metric_client import GoMetricClient

threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    GoMetricClient(sys.argv[1], 600).health()
except KeyboardInterrupt:
    print("interrupted")
"""
    with ScriptedServer(never_answer) as server:
        assert python(code, server.url) == "interrupted"
        assert server.wait_until_all_have_closed()


def test_the_thread_that_asks_first_may_end() -> None:
    code = """
import asyncio, sys, threading
from checker_lab import AsyncGoMetricClient, GoMetricClient

def ask():
    assert GoMetricClient(sys.argv[1], 5).health().status == "pass"
    assert asyncio.run(AsyncGoMetricClient(sys.argv[1], 5).health()).status == "pass"

for _ in range(3):
    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    print("asked")
"""
    with ScriptedServer(answer(whole(PASS))) as server:
        assert python(code, server.url).split() == ["asked"] * 3
