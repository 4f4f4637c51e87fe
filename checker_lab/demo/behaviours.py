"""What each demo service does when a request comes, and the items that ask it.

This module must not know sockets or threads: `server` does.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Self
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from checker_lab.core.language import Language, choose_language
from checker_lab.core.validate import check_wait
from checker_lab.metric_client.client import AsyncGoMetricClient, GoMetricClient
from checker_lab.serving.http_server import Connection, Server

__all__ = ["BEHAVIOURS", "AsyncDemoItem", "DemoItem", "Services", "services"]

BEHAVIOURS: Mapping[str, str] = MappingProxyType(
    {
        "pass": "answers that it works",
        "warn": "answers that it works, with a warning",
        "fail": "answers with HTTP 503, and says why",
        "slow": "answers that it works, but only after a while",
        "hang": "takes the request, and never answers",
        "garbage": "answers with HTTP 200, but not with JSON",
        "drop": "takes the request, and drops the connection",
        "flap": "passes and fails in turn",
    }
)
"""The behaviours of a service: name and description."""

SLOW = 1.0
"""Seconds that `slow` takes by default."""


def services() -> "Services":
    """Make services to check. `with demo.services() as services:` starts them."""
    return Services()


class DemoItem(GoMetricClient):
    """A GoMetricClient whose id is not its URL."""

    def __init__(self, item_id: str, url: str, timeout: int) -> None:
        super().__init__(url, timeout)
        self._id = item_id

    @property
    def id(self) -> str:
        return self._id


class AsyncDemoItem(AsyncGoMetricClient):
    """An AsyncGoMetricClient whose id is not its URL."""

    def __init__(self, item_id: str, url: str, timeout: int) -> None:
        super().__init__(url, timeout)
        self._id = item_id

    @property
    def id(self) -> str:
        return self._id


class Services:
    """One server on a free port, with a path for each behaviour: `http://127.0.0.1:1234/pass`."""

    def __init__(self) -> None:
        self._server = Server(self._answer, name="checker_lab demo services")
        self._requests: Counter[str] = Counter()
        self._flaps: Counter[str] = Counter()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the services, once. For a notebook, where a `with` cannot span cells.

        Raises:
            RuntimeError: they have been started before.
        """
        self._server.start()

    def close(self) -> None:
        """Drop all connections, and refuse new ones from now on. You may call it twice."""
        self._server.close()

    def url(self, behaviour: str, *, name: str = "", seconds: float | None = None) -> str:
        """Return the URL of a service with this behaviour.

        Args:
            behaviour: one of `BEHAVIOURS`.
            name: distinguishes services of one behaviour; each name flaps on its own.
            seconds: how long `slow` takes, 1 by default; not for other behaviours.

        Raises:
            ValueError: there is no such behaviour, or it has no seconds.
            RuntimeError: the services are not running.
        """
        _check_behaviour(behaviour, seconds)
        if not self._server.port:
            raise RuntimeError("the services are not running: use them inside their `with` block")
        query = "" if seconds is None else "?" + urlencode({"seconds": seconds})
        path = f"{behaviour}/{quote(name, safe='')}" if name else behaviour
        return f"http://127.0.0.1:{self._server.port}/{path}{query}"

    def item(
        self,
        behaviour: str,
        *,
        id: str | None = None,  # noqa: A002 (Checkable has this name)
        timeout: int = 2,
        seconds: float | None = None,
    ) -> DemoItem:
        """Make an item for ThreadedChecker that asks `url(behaviour)`. Its id is fixed.

        Args:
            behaviour: one of `BEHAVIOURS`.
            id: the item's id; the behaviour's name by default.
            timeout: whole seconds for the complete answer.
            seconds: how long `slow` takes, 1 by default; not for other behaviours.
        """
        name = behaviour if id is None else id
        return DemoItem(name, self.url(behaviour, name=name, seconds=seconds), timeout)

    def async_item(
        self,
        behaviour: str,
        *,
        id: str | None = None,  # noqa: A002 (Checkable has this name)
        timeout: int = 2,
        seconds: float | None = None,
    ) -> AsyncDemoItem:
        """The same for AsyncChecker."""
        name = behaviour if id is None else id
        return AsyncDemoItem(name, self.url(behaviour, name=name, seconds=seconds), timeout)

    def requests(self, behaviour: str) -> int:
        """Return how many requests have come for a behaviour, under all names."""
        _check_behaviour(behaviour)
        with self._server.changed:
            return self._requests[behaviour]

    @property
    def open_connections(self) -> int:
        """The number of open connections, idle ones included."""
        return self._server.open_connections

    def wait_for(self, condition: Callable[[], bool], seconds: float = 5.0) -> bool:
        """Wait at most `seconds` until `condition()` holds, and return whether it does.

        It is checked again when a request comes, and when a connection opens or closes.
        """
        with self._server.changed:
            return self._server.changed.wait_for(condition, check_wait(seconds, "seconds"))

    def _answer(self, connection: Connection, target: str) -> None:
        """Do what the target asks for. Only the server's thread calls it."""
        behaviour, seconds = _read_target(target)
        with self._server.changed:
            self._requests[behaviour] += 1
        match behaviour:
            case "slow":
                answer = partial(connection.reply_health, *_answer("pass"))
                self._server.later(seconds, answer)
            case "hang":
                pass  # the connection stays open, and no answer comes
            case "garbage":
                connection.reply(200, "<h1>It works!</h1>", "text/html")
            case "drop":
                connection.drop()
            case "flap":
                self._flaps[target] += 1
                works = self._flaps[target] % 2
                connection.reply_health(*_answer("pass" if works else "fail"))
            case _:
                connection.reply_health(*_answer(behaviour))


_ANSWERS = {"pass": (200, "pass"), "warn": (200, "warn"), "fail": (503, "fail")}
_OUTPUTS: dict[Language, dict[str, str]] = {
    "en": {
        "warn": "the disk is nearly full",
        "fail": "the database is gone",
        "unknown": "there is no such behaviour",
    },
    "ru": {
        "warn": "диск почти полон",
        "fail": "база данных пропала",
        "unknown": "такого поведения нет",
    },
}


def _answer(behaviour: str) -> tuple[int, dict[str, str]]:
    """Return the HTTP status and the document, in the language of the process."""
    status, health = _ANSWERS.get(behaviour, (404, "fail"))
    output = _OUTPUTS[choose_language(None)].get(behaviour)
    return status, {"status": health} | ({"output": output} if output else {})


def _read_target(target: str) -> tuple[str, float]:
    """Return the behaviour and the seconds of `/slow/name?seconds=2`, or `unknown`."""
    try:
        parts = urlsplit(target)
        seconds = check_wait(float(parse_qs(parts.query).get("seconds", [SLOW])[0]))
    except ValueError:
        return "unknown", SLOW
    behaviour = parts.path.removeprefix("/").split("/")[0]
    return (behaviour if behaviour in BEHAVIOURS else "unknown"), seconds


def _check_behaviour(behaviour: str, seconds: float | None = None) -> None:
    if behaviour not in BEHAVIOURS:
        raise ValueError(f"a behaviour must be one of {', '.join(BEHAVIOURS)}, not {behaviour!r}")
    if seconds is not None:
        if behaviour != "slow":
            raise ValueError(f"seconds can be given only for slow, not for {behaviour}")
        check_wait(seconds, "seconds")
