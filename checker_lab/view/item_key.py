"""Keys: how the browser names an item or an outcome in its messages, in every language."""

from hashlib import sha256

from checker_lab.core.results import Outcome

__all__ = ["LONG", "key_of", "outcome_key"]

LONG = 100
"""Characters of an id that the browser gets unchanged."""


def key_of(item_id: str) -> str:
    """The key of an id: unique, short, and ASCII, since not every str can be sent as UTF-8."""
    if len(item_id) <= LONG:
        return ascii(item_id)
    digest = sha256(item_id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{item_id[:LONG]!a}... {digest}"


def outcome_key(outcome: Outcome | None) -> str:
    """The key of an outcome, or of the items without one."""
    return "pending" if outcome is None else outcome.name
