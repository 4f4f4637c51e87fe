"""The languages in which the library speaks."""

from typing import Literal, get_args

__all__ = ["Language", "check_language"]

Language = Literal["ru", "en"]


def check_language(language: str) -> Language:
    """Return `language` if the library speaks it.

    Raises:
        ValueError: it does not.
    """
    if language not in get_args(Language):
        raise ValueError(f"language must be 'ru' or 'en', not {language!r}")
    return language  # type: ignore[return-value]
