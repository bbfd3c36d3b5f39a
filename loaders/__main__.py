"""`python -m loaders`: upload exports without a screen, see `tieout`."""

import sys

from tieout.uploads import main

if __name__ == "__main__":
    sys.exit(main())
