"""`python -m tieout COMMAND ...`: every command there is."""

import sys

from tieout.command import main

if __name__ == "__main__":
    sys.exit(main())
