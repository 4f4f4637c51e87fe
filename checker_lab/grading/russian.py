"""The sentences of a report in Russian, by their English templates: see `sentences`.

A test compares the keys with the templates in the code.
"""

__all__ = ["RUSSIAN"]

RUSSIAN: dict[str, str] = {}
