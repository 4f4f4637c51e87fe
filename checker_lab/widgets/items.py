"""Items from what somebody typed: a URL, or a name."""

from collections.abc import Callable, Iterable

__all__ = ["ItemMaker"]

EXAMPLE = "http://127.0.0.1:8080/health"

TIMEOUT = 2
"""Seconds that a URL gets to answer."""


class ItemMaker:
    """Makes an item of a text.

    Args:
        by_url: makes one of a URL and whole seconds: `GoMetricClient` or `AsyncGoMetricClient`.
        by_name: makes one of a name: `services.item` or `services.async_item` of the demo.
        names: the names that `by_name` knows.
        timeout: the whole seconds for `by_url`.
    """

    def __init__(
        self,
        by_url: Callable[[str, int], object],
        by_name: Callable[[str], object] | None = None,
        *,
        names: Iterable[str] = (),
        timeout: int = TIMEOUT,
    ) -> None:
        self.names = tuple(names)
        self._by_url = by_url
        self._by_name = by_name
        self._timeout = timeout

    def __call__(self, text: str) -> object:
        """The item that `text` stands for.

        Raises:
            ValueError: it is no http(s) URL, and none of the names.
        """
        wanted = text.strip()
        if self._by_name is not None and wanted in self.names:
            return self._by_name(wanted)
        if "://" in wanted:
            return self._by_url(wanted, self._timeout)
        known = f", nor one of {', '.join(self.names)}" if self.names else ""
        raise ValueError(f"{wanted!r} is no http(s) URL like {EXAMPLE}{known}")

    @property
    def hint(self) -> str:
        """What may be typed, in short."""
        return ", ".join(["http://…", *self.names])
