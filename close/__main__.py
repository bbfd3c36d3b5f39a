"""`python -m close COMMAND ...`: the month-end commands."""

import sys

from close.commands.command import main
from close.systems.processes import forgo_pandas

if __name__ == "__main__":
    forgo_pandas()
    sys.exit(main())
