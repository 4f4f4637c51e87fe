"""The languages of the printed lines."""

from typing import Literal, get_args

__all__ = ["Language", "check_language"]

Language = Literal["ru", "en"]


def check_language(language: str) -> Language:
    """Return `language` if it is one of them.

    Raises:
        ValueError: it is not.
    """
    if language not in get_args(Language):
        raise ValueError(f"language is 'ru' or 'en', not {language!r}")
    return language  # type: ignore[return-value]
