"""The key of an item: how the browser names a row in its messages."""

from hashlib import sha256

__all__ = ["LONG", "key_of"]

LONG = 100
"""Characters of an id that the browser gets unchanged."""


def key_of(item_id: str) -> str:
    """The key of an id: unique, short, and ASCII, since not every str can be sent as UTF-8."""
    if len(item_id) <= LONG:
        return ascii(item_id)
    digest = sha256(item_id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{item_id[:LONG]!a}... {digest}"
