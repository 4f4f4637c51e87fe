"""What grading raises before it can run any of the code."""

__all__ = ["TransferError", "UnclearError"]


class TransferError(TypeError):
    """A class or function cannot be sent to another process."""


class UnclearError(Exception):
    """A file does not make clear which class or function in it to grade."""
