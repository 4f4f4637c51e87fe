"""`checker-lab watch`: a Ctrl-C is a stop from the first moment, also while the program loads."""

from collections.abc import Sequence

from checker_lab.terminal.mailbox import WatchMailbox
from checker_lab.terminal.signals import ignore_signals, stop_on_signals

__all__ = ["watch"]


def watch(argv: Sequence[str]) -> int:
    """Check services until a signal asks for a stop, and return the exit status.

    Raises:
        SystemExit: the arguments are wrong, or ask for help.
    """
    mailbox = WatchMailbox()
    stop_on_signals(mailbox.stop)
    from checker_lab.terminal.program import run_watch  # only now: importing it takes a while

    status = run_watch(argv, mailbox)
    ignore_signals()
    return status
