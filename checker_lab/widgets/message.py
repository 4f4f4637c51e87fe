"""The text of an error, for somebody who sees no traceback."""

from checker_lab.core.errors import CheckerError
from checker_lab.core.lines import name_and_text, one_line

__all__ = ["what_went_wrong"]


def what_went_wrong(error: BaseException) -> str:
    """The text of an error, on one line."""
    # The messages of these say what was given and what is right; those of others may not.
    is_clear = isinstance(error, CheckerError | ValueError | TypeError) and str(error)
    return one_line(str(error)) if is_clear else name_and_text(error)
