"""`python -m tieout COMMAND ...`: every command there is."""

import sys

from tieout.command import tieout

if __name__ == "__main__":
    sys.exit(tieout())
