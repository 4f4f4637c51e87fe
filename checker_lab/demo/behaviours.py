"""Services on 127.0.0.1 to check, good ones and bad ones, so that all works with no network.

    with demo.services() as services:
        checker = ThreadedChecker([services.item("pass"), services.item("hang", timeout=1)])

The port differs from run to run. The id of an item does not: it is the name of its behaviour, or
what you choose.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Self
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from checker_lab.core.validate import check_wait
from checker_lab.demo.server import Connection, Server
from checker_lab.metric_client.client import AsyncGoMetricClient, GoMetricClient

__all__ = ["BEHAVIOURS", "AsyncDemoItem", "DemoItem", "Services", "services"]

BEHAVIOURS: Mapping[str, str] = MappingProxyType(
    {
        "pass": "answers that it works",
        "warn": "answers that it works, with a warning",
        "fail": "answers with HTTP 503, and says why",
        "slow": "answers that it works, but only after some seconds",
        "hang": "takes the request, and never answers",
        "garbage": "answers with HTTP 200 and a body that is no JSON",
        "drop": "takes the request, and drops the connection",
        "flap": "passes, fails, passes, fails, request by request",
    }
)
"""What a service can do: its name, and a sentence."""

SLOW = 1.0
"""Seconds that `slow` takes, unless it is told otherwise."""


def services() -> "Services":
    """Services to check, not started yet: `with demo.services() as services:` starts them."""
    return Services()


class DemoItem(GoMetricClient):
    """A GoMetricClient with an id that is not its URL."""

    def __init__(self, item_id: str, url: str, timeout: int) -> None:
        super().__init__(url, timeout)
        self._id = item_id

    @property
    def id(self) -> str:
        return self._id


class AsyncDemoItem(AsyncGoMetricClient):
    """An AsyncGoMetricClient with an id that is not its URL."""

    def __init__(self, item_id: str, url: str, timeout: int) -> None:
        super().__init__(url, timeout)
        self._id = item_id

    @property
    def id(self) -> str:
        return self._id


class Services:
    """One server on a free port, with a path for each behaviour: `http://127.0.0.1:1234/pass`."""

    def __init__(self) -> None:
        self._server = Server(self._answer)
        self._requests: Counter[str] = Counter()
        self._flaps: Counter[str] = Counter()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start, once: for a notebook, where a `with` cannot span cells.

        Raises:
            RuntimeError: they were started before.
        """
        self._server.start()

    def close(self) -> None:
        """Drop all connections and end; from then on they are refused. Twice is fine."""
        self._server.close()

    def url(self, behaviour: str, *, name: str = "", seconds: float | None = None) -> str:
        """Where a service is that behaves so.

        Args:
            behaviour: one of `BEHAVIOURS`.
            name: tells services of one behaviour apart; each name flaps on its own.
            seconds: for `slow` only: how long it takes, 1 by default.

        Raises:
            ValueError: there is no such behaviour, or it has no seconds.
            RuntimeError: the services were not started.
        """
        _check_behaviour(behaviour, seconds)
        if not self._server.port:
            raise RuntimeError("the services are not started: use them inside their `with`")
        query = "" if seconds is None else "?" + urlencode({"seconds": seconds})
        path = f"{behaviour}/{quote(name, safe='')}" if name else behaviour
        return f"http://127.0.0.1:{self._server.port}/{path}{query}"

    def item(
        self,
        behaviour: str,
        *,
        id: str | None = None,  # noqa: A002 (the word of Checkable)
        timeout: int = 2,
        seconds: float | None = None,
    ) -> DemoItem:
        """An item for ThreadedChecker that asks `url(behaviour)`, and has the same id in every run.

        Args:
            behaviour: one of `BEHAVIOURS`.
            id: the item's id; None for the behaviour's name.
            timeout: whole seconds for the whole answer.
            seconds: for `slow` only: how long it takes, 1 by default.
        """
        name = behaviour if id is None else id
        return DemoItem(name, self.url(behaviour, name=name, seconds=seconds), timeout)

    def async_item(
        self,
        behaviour: str,
        *,
        id: str | None = None,  # noqa: A002 (the word of Checkable)
        timeout: int = 2,
        seconds: float | None = None,
    ) -> AsyncDemoItem:
        """The same for AsyncChecker."""
        name = behaviour if id is None else id
        return AsyncDemoItem(name, self.url(behaviour, name=name, seconds=seconds), timeout)

    def requests(self, behaviour: str) -> int:
        """How many requests have come for a behaviour, under all names."""
        _check_behaviour(behaviour)
        with self._server.changed:
            return self._requests[behaviour]

    @property
    def open_connections(self) -> int:
        """How many connections are open now, idle ones included."""
        return self._server.open_connections

    def wait_for(self, condition: Callable[[], bool], seconds: float = 5.0) -> bool:
        """Wait until `condition()` holds, and return whether it does; `seconds` at most.

        It is called again when a request comes, and when a connection comes or goes.
        """
        with self._server.changed:
            return self._server.changed.wait_for(condition, check_wait(seconds, "seconds"))

    def _answer(self, connection: Connection, target: str) -> None:
        """Do what the target asks for. Runs in the server's thread."""
        behaviour, seconds = _read_target(target)
        with self._server.changed:
            self._requests[behaviour] += 1
        match behaviour:
            case "slow":
                answer = partial(connection.reply_health, *_ANSWERS["pass"])
                self._server.later(seconds, answer)
            case "hang":
                pass  # the connection stays open, and nobody writes to it
            case "garbage":
                connection.reply(200, "<h1>It works!</h1>", "text/html")
            case "drop":
                connection.drop()
            case "flap":
                self._flaps[target] += 1
                works = self._flaps[target] % 2
                connection.reply_health(*_ANSWERS["pass" if works else "fail"])
            case _:
                connection.reply_health(*_ANSWERS[behaviour])


_ANSWERS = {
    "pass": (200, {"status": "pass"}),
    "warn": (200, {"status": "warn", "output": "the disk is nearly full"}),
    "fail": (503, {"status": "fail", "output": "the database is gone"}),
    "unknown": (404, {"status": "fail", "output": "there is no such behaviour"}),
}


def _read_target(target: str) -> tuple[str, float]:
    """The behaviour and the seconds of `/slow/name?seconds=2`; `unknown` if it is none of ours."""
    try:
        parts = urlsplit(target)
        seconds = check_wait(float(parse_qs(parts.query).get("seconds", [SLOW])[0]))
    except ValueError:
        return "unknown", SLOW
    behaviour = parts.path.removeprefix("/").split("/")[0]
    return (behaviour if behaviour in BEHAVIOURS else "unknown"), seconds


def _check_behaviour(behaviour: str, seconds: float | None = None) -> None:
    if behaviour not in BEHAVIOURS:
        raise ValueError(f"a behaviour is one of {', '.join(BEHAVIOURS)}, not {behaviour!r}")
    if seconds is not None:
        if behaviour != "slow":
            raise ValueError(f"seconds is for slow only, not for {behaviour}")
        check_wait(seconds, "seconds")
