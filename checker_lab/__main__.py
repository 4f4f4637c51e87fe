"""`python -m checker_lab` is the command `checker-lab`."""

import sys

from checker_lab.terminal.commands import main

if __name__ == "__main__":
    sys.exit(main())
