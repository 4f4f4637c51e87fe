"""Which lines of a text may differ from those of its English twin."""

import re

__all__ = ["is_russian", "wrong_lines"]

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def is_russian(text: str) -> bool:
    """Whether it has a Cyrillic letter in it."""
    return bool(CYRILLIC.search(text))


def wrong_lines(english: str, russian: str) -> list[str]:
    """Say which lines differ although the Russian one has no Cyrillic letter in it."""
    english = english.replace("--language en", "--language ru")
    if english.count("\n") != russian.count("\n"):
        return [f"{english!r} has another number of lines than {russian!r}"]
    lines = zip(english.split("\n"), russian.split("\n"), strict=True)
    return [f"{en!r} became {ru!r}" for en, ru in lines if en != ru and not is_russian(ru)]
