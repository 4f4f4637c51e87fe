"""The item maker: it turns what a user typed, a URL or a name, into an item to check."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches

from checker_lab.core.language import choose_language
from checker_lab.metric_client.urls import EXAMPLE, check_url
from checker_lab.widgets.words import WORDS

__all__ = ["ItemMaker"]

TIMEOUT = 2
"""Seconds that a URL has to answer."""


class ItemMaker:
    """Makes an item from a text.

    Args:
        by_url: makes one from a URL and whole seconds: `GoMetricClient` or `AsyncGoMetricClient`.
        by_name: makes one from a name: `services.item` or `services.async_item` of the demo.
        names: the names that `by_name` knows.
        timeout: whole seconds, passed to `by_url`.
        language: of the errors, "ru" or "en"; None for that of `set_language()`.

    Raises:
        ValueError: `language` is another one.
    """

    def __init__(
        self,
        by_url: Callable[[str, int], object],
        by_name: Callable[[str], object] | None = None,
        *,
        names: Iterable[str] = (),
        timeout: int = TIMEOUT,
        language: str | None = None,
    ) -> None:
        self.names = tuple(names)
        self._by_url = by_url
        self._by_name = by_name
        self._timeout = timeout
        self._language = choose_language(language)

    def __call__(self, text: str) -> object:
        """The item for `text`.

        Raises:
            ValueError: it is neither an http(s) URL nor one of the names.
        """
        wanted = text.strip()
        if self._by_name is not None and wanted in self.names:
            return self._by_name(wanted)
        if "://" in wanted:
            return self._from_url(wanted)
        raise ValueError(self._what_else(wanted))

    def _from_url(self, url: str) -> object:
        try:
            return self._by_url(url, self._timeout)
        except ValueError:
            check_url(url, self._language)  # it raises the same error in this language
            raise

    def _what_else(self, wanted: str) -> str:
        """What to enter instead of what is neither a URL nor a name."""
        words, names = WORDS[self._language], ", ".join(self.names)
        if not wanted:
            return (words.enter_url_or_name if names else words.enter_url).format(EXAMPLE, names)
        if close := get_close_matches(wanted, self.names, n=1):
            return words.did_you_mean.format(wanted, names, close[0])
        return (words.no_url_nor_name if names else words.no_url).format(EXAMPLE, wanted, names)

    @property
    def hint(self) -> str:
        """What a user may type, in short."""
        return ", ".join(["http://…", *self.names])
