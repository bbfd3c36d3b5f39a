"""`python -m loaders PATH...`: upload exports."""

import sys

from loaders.command import main

if __name__ == "__main__":
    sys.exit(main())
