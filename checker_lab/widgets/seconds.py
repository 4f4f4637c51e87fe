"""Seconds as a user types and reads them: `0.5`, `0,5` or `0.5 s`."""

import re

__all__ = ["LONGEST", "SHORTEST", "interval_of", "seconds_text", "timeout_of"]

SHORTEST, LONGEST = 0.05, 86_400.0
"""The interval that a user may set: a faster one only paints, and a slower one never comes."""


def interval_of(text: str) -> float:
    """The typed text as an interval in seconds.

    Raises:
        ValueError: it is not a number, or out of range.
    """
    seconds = _number(text)
    if not SHORTEST <= seconds <= LONGEST:
        raise ValueError(f"enter {SHORTEST:g} to {LONGEST:.0f} seconds, not {text.strip()!r}")
    return seconds


def timeout_of(text: str) -> float | None:
    """The typed text as a timeout in seconds; `none` means no timeout.

    Raises:
        ValueError: it is neither.
    """
    return None if text.strip().lower() == "none" else _number(text, or_what=", or none")


def seconds_text(seconds: float | None) -> str:
    """`0.5 s`, or `none`."""
    return "none" if seconds is None else f"{seconds:g} s"


def _number(text: str, or_what: str = "") -> float:
    if re.search(r",\d{3}\D*$", text):
        raise ValueError(
            f"{text.strip()!r} could mean two numbers: leave the comma out, or use a point"
        )
    plain = text.strip().removesuffix("s").rstrip().replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        wanted = f"enter a number of seconds, like 5 or 0.5{or_what}"
        raise ValueError(f"{wanted}, not {text!r}") from None
