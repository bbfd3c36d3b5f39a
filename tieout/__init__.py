"""The command `tieout`, which combines the commands of loaders and close. Only this package may import everything.

The packages that it imports are next to this one in a checkout. A wheel keeps them in a folder of this package.
"""

import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
PROGRAM = next(folder for folder in (_HERE / "program", _HERE.parent) if (folder / "app.py").is_file())

if str(PROGRAM) not in sys.path:
    sys.path.insert(0, str(PROGRAM))
