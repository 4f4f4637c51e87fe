"""Serves what a checker knows: its health at `/health`, and its figures at `/metrics`."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib.util import find_spec
from typing import Any

from checker_lab.core.base import BaseChecker
from checker_lab.core.events import Event, Stopped
from checker_lab.core.health import Status
from checker_lab.core.validate import check_count
from checker_lab.serving.http_server import Connection, Server

__all__ = ["HealthServer", "serve_health"]

HEALTH_JSON = "application/health+json"
MOST_CONNECTIONS = 64
PATIENCE = 10.0
"""Seconds that a client has for its requests."""


def serve_health(
    checker: BaseChecker[Any, Any], port: int, *, host: str = "127.0.0.1"
) -> "HealthServer":
    """Serve what `checker` knows over HTTP, until its run ends or you close the server.

    `/health` is an `application/health+json` document (draft-inadarei-api-health-check-06), with
    HTTP 200, or 503 if an item fails. `/metrics` is for Prometheus, with the extra `prometheus`.

    Args:
        checker: of threads, of tasks or of a cluster.
        port: where to listen; with 0 a free port is chosen.
        host: the address to listen on. Others can reach "0.0.0.0": the page names every service.

    Raises:
        OSError: the port is taken.
        ValueError, TypeError: `port` is no whole number, 0 or more.
    """
    return HealthServer(checker, check_count("port", port, 0), host)


class HealthServer(AbstractContextManager["HealthServer"]):
    """A running server; `serve_health()` makes one. One daemon thread answers all requests.

    Attributes:
        port: where it listens.
    """

    def __init__(self, checker: BaseChecker[Any, Any], port: int, host: str) -> None:
        self._checker = checker
        self._metrics = _metrics_of(checker)
        self._server = Server(
            self._answer,
            host=host,
            port=port,
            name="checker_lab health",
            most=MOST_CONNECTIONS,
            patience=PATIENCE,
        )
        self._server.start()
        self.port = self._server.port
        # The run may end before listen() has returned.
        self._unsubscribe: Callable[[], None] = lambda: None
        self._unsubscribe = checker.listen(_AtTheEnd(self._begin_to_close))

    def close(self) -> None:
        """Close all connections, and return when the port is free. Idempotent."""
        self._unsubscribe()
        self._server.close()

    def __exit__(self, *error: object) -> None:
        self.close()

    def _begin_to_close(self) -> None:
        self._unsubscribe()
        self._server.begin_to_close()

    def _answer(self, connection: Connection, target: str) -> None:
        match target.partition("?")[0]:
            case "/health":
                snapshot = self._checker.snapshot()
                status = 503 if snapshot.status is Status.FAIL else 200
                connection.reply(status, snapshot.to_health_json(), HEALTH_JSON)
            case "/metrics" if self._metrics is not None:
                connection.reply(200, *self._metrics())
            case "/metrics":
                connection.reply(501, "pip install 'checker-lab[prometheus]'\n", "text/plain")
            case _:
                connection.reply(404, "there is /health and /metrics\n", "text/plain")


class _AtTheEnd:
    """A listener that makes a call when the run has ended. The call must not wait for the owner."""

    wants_passes = False

    def __init__(self, call: Callable[[], None]) -> None:
        self._call = call

    def __call__(self, event: Event) -> None:
        if isinstance(event, Stopped):
            self._call()


def _metrics_of(checker: BaseChecker[Any, Any]) -> Callable[[], tuple[str, str]] | None:
    """Return what makes the text of `/metrics` and its content type; None without the extra."""
    if find_spec("prometheus_client") is None:
        return None
    import prometheus_client as prometheus

    from checker_lab.serving.metrics import CheckerCollector

    registry = prometheus.CollectorRegistry()
    registry.register(CheckerCollector(checker))

    def text() -> tuple[str, str]:
        return prometheus.generate_latest(registry).decode(), prometheus.CONTENT_TYPE_LATEST

    return text
