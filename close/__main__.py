"""`python -m close COMMAND ...`: the month-end commands."""

import sys

from close.commands.command import main

if __name__ == "__main__":
    sys.exit(main())
