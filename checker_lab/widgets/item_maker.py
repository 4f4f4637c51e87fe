"""The item maker: it turns what a user typed, a URL or a name, into an item to check."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches

__all__ = ["ItemMaker"]

EXAMPLE = "http://127.0.0.1:8080/health"

TIMEOUT = 2
"""Seconds that a URL has to answer."""


class ItemMaker:
    """Makes an item from a text.

    Args:
        by_url: makes one from a URL and whole seconds: `GoMetricClient` or `AsyncGoMetricClient`.
        by_name: makes one from a name: `services.item` or `services.async_item` of the demo.
        names: the names that `by_name` knows.
        timeout: whole seconds, passed to `by_url`.
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
        """The item for `text`.

        Raises:
            ValueError: it is neither an http(s) URL nor one of the names.
        """
        wanted = text.strip()
        if self._by_name is not None and wanted in self.names:
            return self._by_name(wanted)
        if "://" in wanted:
            return self._by_url(wanted, self._timeout)
        if not wanted:
            names = f", or one of {', '.join(self.names)}" if self.names else ""
            raise ValueError(f"enter an http(s) URL like {EXAMPLE}{names}")
        names = f", nor one of {', '.join(self.names)}" if self.names else ""
        if close := get_close_matches(wanted, self.names, n=1):
            raise ValueError(f"{wanted!r} is not an http(s) URL{names}: did you mean {close[0]!r}?")
        raise ValueError(f"{wanted!r} is not an http(s) URL like {EXAMPLE}{names}")

    @property
    def hint(self) -> str:
        """What a user may type, in short."""
        return ", ".join(["http://…", *self.names])
