"""The languages of the printed lines."""

from typing import Literal, get_args

__all__ = ["Language", "check_language"]

Language = Literal["ru", "en"]


def check_language(language: str) -> Language:
    """Return `language` if lines can be printed in it.

    Raises:
        ValueError: they cannot.
    """
    if language not in get_args(Language):
        raise ValueError(f"language must be 'ru' or 'en', not {language!r}")
    return language  # type: ignore[return-value]
