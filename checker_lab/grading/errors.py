"""What grading raises before it can run any of the code."""

from checker_lab.core.language import choose_language
from checker_lab.grading.sentences import Sentence

__all__ = ["TransferError", "UnclearError"]


class TransferError(TypeError):
    """A class or function cannot be sent to another process.

    Attributes:
        why: the reason, in either language.
    """

    def __init__(self, why: Sentence, language: str | None = None) -> None:
        super().__init__(why.in_language(choose_language(language)))
        self.why = why


class UnclearError(Exception):
    """A file does not make clear which class or function in it to grade.

    Attributes:
        why: the reason, in either language.
    """

    def __init__(self, why: Sentence, language: str | None = None) -> None:
        super().__init__(why.in_language(choose_language(language)))
        self.why = why
