"""`python -m loaders PATH ...`: upload exports without a screen, see `tieout`."""

import sys

from tieout.command import loaders

if __name__ == "__main__":
    sys.exit(loaders())
