"""`python -m tieout COMMAND ...`: the commands of loaders and close."""

import sys

from tieout.command import main

if __name__ == "__main__":
    sys.exit(main())
