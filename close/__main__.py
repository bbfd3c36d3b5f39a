"""`python -m close COMMAND ...`: the commands of a month."""

import sys

from close.commands.command import main

if __name__ == "__main__":
    sys.exit(main())
