"""`python -m checker_lab URL...`: check services until Ctrl-C."""

import sys

from checker_lab.terminal.mailbox import Mailbox
from checker_lab.terminal.signals import ignore_signals, stop_on_signals


def run() -> int:
    """Run the program, and return its exit status."""
    mailbox = Mailbox()
    stop_on_signals(mailbox.stop)
    from checker_lab.terminal.program import main  # here: a Ctrl-C while it loads is a stop too

    status = main(sys.argv[1:], mailbox)
    ignore_signals()
    return status


if __name__ == "__main__":
    sys.exit(run())
