"""`python -m close COMMAND ...`: the commands of a month, see `tieout`."""

import sys

from tieout.command import close

if __name__ == "__main__":
    sys.exit(close())
