"""Names: bounded lookups that a dead zone cannot take, and every address of a name."""

import asyncio
import threading
import time
from concurrent.futures import Future

import pytest

from checker_lab.core.errors import CheckTimeoutError
from checker_lab.core.health import HealthCheck, Status
from checker_lab.metric_client import AsyncGoMetricClient
from tests.helpers.asking import Ask, both
from tests.helpers.dead_address import dead_address
from tests.helpers.misbehaving_services import PASS, whole
from tests.helpers.names import Names
from tests.helpers.scripted_server import ScriptedServer, answer

Patch = pytest.MonkeyPatch


def addresses(future: "Future[list[str]]") -> list[str]:
    return future.result(5)


def test_the_addresses_come_in_the_order_of_the_system(monkeypatch: Patch) -> None:
    names = Names({"shop.test": ["::1", "127.0.0.1"]})
    with names.used(monkeypatch) as lookups:
        assert addresses(lookups.find("shop.test")) == ["::1", "127.0.0.1"]


def test_a_name_that_does_not_exist_is_an_error(monkeypatch: Patch) -> None:
    with Names().used(monkeypatch) as lookups, pytest.raises(OSError, match="not known"):
        addresses(lookups.find("shop.test"))


def test_lookups_of_one_name_are_shared_while_they_last(monkeypatch: Patch) -> None:
    names = Names({"a.dead": ["127.0.0.1"]})
    with names.used(monkeypatch) as lookups:
        found = [lookups.find("a.dead") for _ in range(5)]
        assert names.wait_for_lookups(1)
        assert not found[0].cancel()
        names.answer_all()
        assert [addresses(one) for one in found] == [["127.0.0.1"]] * 5
        assert names.wait_for_lookups(0)
    assert names.asked == {"a.dead": 1}


def test_a_name_is_looked_up_again_for_the_next_check(monkeypatch: Patch) -> None:
    names = Names({"moves.test": ["127.0.0.1"]})
    with names.used(monkeypatch) as lookups:
        assert addresses(lookups.find("moves.test")) == ["127.0.0.1"]
        names.addresses["moves.test"] = ["127.0.0.2"]
        assert addresses(lookups.find("moves.test")) == ["127.0.0.2"]


def test_a_dead_zone_takes_two_thirds_of_the_threads_and_a_live_one_answers(
    monkeypatch: Patch,
) -> None:
    live = {f"{number}.live": ["127.0.0.1"] for number in range(100)}
    names = Names(live)
    with names.used(monkeypatch, most=30) as lookups:
        dead = [lookups.find(f"{number}.dead") for number in range(100)]
        assert names.wait_for_lookups(20)
        for name in live:
            assert addresses(lookups.find(name)) == ["127.0.0.1"]
        assert names.wait_for_lookups(20)
        names.answer_all()
        # Those that waited for a thread are looked up too.
        assert {type(one.exception(5)).__name__ for one in dead} == {"gaierror"}


def test_three_dead_zones_leave_some_for_a_live_one(monkeypatch: Patch) -> None:
    names = Names({"a.live": ["127.0.0.1"]})
    with names.used(monkeypatch, most=100) as lookups:
        for zone in ("x.dead", "y.dead", "z.dead"):
            for number in range(100):
                lookups.find(f"{number}.{zone}")
        assert addresses(lookups.find("a.live")) == ["127.0.0.1"]
        assert names.most < 100


def test_no_more_lookups_than_allowed_are_in_flight(monkeypatch: Patch) -> None:
    names = Names()
    with names.used(monkeypatch, most=4) as lookups:
        for number in range(50):
            lookups.find(f"a.{number}.dead")
        assert names.wait_for_lookups(4)
    assert names.most == 4


def test_without_a_thread_the_caller_gets_the_error_and_the_next_one_works(
    monkeypatch: Patch,
) -> None:
    names = Names({"shop.test": ["127.0.0.1"]})
    with names.used(monkeypatch) as lookups:
        with monkeypatch.context() as patched:
            patched.setattr(threading.Thread, "start", no_thread)
            for _ in range(3):
                with pytest.raises(RuntimeError, match="no thread"):
                    lookups.find("shop.test")
        assert addresses(lookups.find("shop.test")) == ["127.0.0.1"]


def no_thread(_: threading.Thread) -> None:
    raise RuntimeError("no thread")


# The clients


@both
def test_a_service_is_asked_by_its_name(ask: Ask, monkeypatch: Patch) -> None:
    requests: list[bytes] = []

    names = Names({"xn--exmple-cua.test": ["127.0.0.1"]})
    with (
        ScriptedServer(lambda visit: requests.append(visit.read_request())) as server,
        names.used(monkeypatch),
    ):
        ask(f"http://exämple.test:{server.port}/")
    assert f"host: xn--exmple-cua.test:{server.port}\r\n".encode() in requests[0].lower()


@both
def test_a_name_without_an_address_fails(ask: Ask, monkeypatch: Patch) -> None:
    with Names().used(monkeypatch):
        assert ask("http://shop.test/").output == "no connection: Name or service not known"


@both
def test_a_name_that_gets_no_answer_times_out_and_hurts_no_other(
    ask: Ask, monkeypatch: Patch
) -> None:
    with ScriptedServer(answer(whole(PASS))) as server:
        names = Names({"shop.live": ["127.0.0.1"]})
        with names.used(monkeypatch, most=3):
            for number in range(5):
                started_at = time.monotonic()
                if number < 2:
                    with pytest.raises(CheckTimeoutError, match="no answer within 1 s"):
                        ask(f"http://{number}.dead:{server.port}/", 1)
                    assert 0.95 <= time.monotonic() - started_at <= 3.0  # the lookup takes 30 s
                assert ask(f"http://shop.live:{server.port}/").status is Status.PASS


def test_healthy_names_pass_beside_hundreds_of_dead_ones(monkeypatch: Patch) -> None:
    names = Names({f"{number}.live": ["127.0.0.1"] for number in range(5)})

    async def check_all(port: int) -> list[HealthCheck | BaseException]:
        dead = [AsyncGoMetricClient(f"http://{n}.dead:{port}/", 1) for n in range(600)]
        live = [AsyncGoMetricClient(f"http://{n}.live:{port}/", 10) for n in range(5)]
        checks = [client.health() for client in [*dead, *live]]
        return await asyncio.gather(*checks, return_exceptions=True)

    with ScriptedServer(answer(whole(PASS))) as server, names.used(monkeypatch):
        for _ in range(2):
            found = asyncio.run(check_all(server.port))
            assert {type(one) for one in found[:600]} == {CheckTimeoutError}
            assert {getattr(one, "status", one) for one in found[600:]} == {Status.PASS}
    assert names.most <= 342 + 5


@both
@pytest.mark.parametrize(
    "order",
    [
        ["127.0.0.1", "127.0.0.9"],
        ["127.0.0.9", "127.0.0.1"],
        ["127.0.0.1"] * 9 + ["127.0.0.9"],
        ["::1", "127.0.0.1", "127.0.0.9"],
        ["127.0.0.2", "127.0.0.9"],
        ["fe80::1%lo", "127.0.0.9"],
    ],
)
def test_a_dead_address_does_not_hide_a_live_one(
    ask: Ask, order: list[str], monkeypatch: Patch
) -> None:
    # 127.0.0.1 drops packets, ::1 and 127.0.0.2 refuse, and libcurl takes no scope.
    with (
        dead_address("127.0.0.1") as port,
        ScriptedServer(answer(whole(PASS)), "127.0.0.9", port) as server,
        Names({"shop.test": order}).used(monkeypatch),
    ):
        assert ask(f"http://shop.test:{port}/").status is Status.PASS
        assert server.visits == 1


@both
def test_an_address_that_moved_is_found(ask: Ask, monkeypatch: Patch) -> None:
    names = Names({"shop.test": ["127.0.0.1"]})
    with ScriptedServer(answer(whole(PASS)), "127.0.0.9") as server, names.used(monkeypatch):
        assert ask(f"http://shop.test:{server.port}/").status is Status.FAIL
        names.addresses["shop.test"] = ["127.0.0.9"]
        assert ask(f"http://shop.test:{server.port}/").status is Status.PASS


def test_a_cancelled_check_leaves_its_lookup_to_the_others(monkeypatch: Patch) -> None:
    names = Names({"a.dead": ["127.0.0.1"]})

    async def main(url: str) -> None:
        first, second = (asyncio.create_task(AsyncGoMetricClient(url, 5).health()) for _ in "ab")
        assert await asyncio.to_thread(names.wait_for_lookups, 1)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        names.answer_all()
        assert (await second).status is Status.PASS

    with ScriptedServer(answer(whole(PASS))) as server, names.used(monkeypatch):
        asyncio.run(main(f"http://a.dead:{server.port}/"))
    assert names.asked == {"a.dead": 1}
