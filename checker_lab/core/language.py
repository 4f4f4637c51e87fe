"""The languages of everything that a program prints and shows."""

from typing import Literal, get_args

__all__ = ["Language", "check_language", "choose_language", "set_language"]

Language = Literal["ru", "en"]

_chosen: Language | None = None


def set_language(language: str) -> None:
    """Set the language of everything that this process prints and shows from now on.

    Without it, checkers print Russian, as in the assignment, and everything else is English. A
    checker, a widget or a report that exists keeps its language, and a `language=` argument comes
    first.

    Args:
        language: "ru" or "en".

    Raises:
        ValueError: it is another one.
    """
    global _chosen  # noqa: PLW0603 (one language for the process)
    _chosen = check_language(language)


def choose_language(given: str | None, otherwise: Language = "en") -> Language:
    """Return `given`; if it is None, that of `set_language()`; without one, `otherwise`.

    Raises:
        ValueError: `given` is no language.
    """
    return (_chosen or otherwise) if given is None else check_language(given)


def check_language(language: str) -> Language:
    """Return `language` if it is one.

    Raises:
        ValueError: it is not.
    """
    if language not in get_args(Language):
        raise ValueError(f"language must be 'ru' or 'en', not {language!r}")
    return language  # type: ignore[return-value]
