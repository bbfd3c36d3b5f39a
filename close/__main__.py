"""`python -m close`: the commands of a month, see `tieout`."""

import sys

from tieout.close import main

if __name__ == "__main__":
    sys.exit(main())
