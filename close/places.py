"""Places on this machine: the folder of the program, and the folder of the warehouse if nobody chose one."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[1]
IS_CHECKOUT = (PROGRAM / "Makefile").is_file()  # a wheel does not contain it


def find_user_folder(system: str, environment: Mapping[str, str], home: Path) -> Path:
    """Return the folder in which a system keeps a user's data of Tieout, which updates of the program never touch."""
    if system == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Tieout"
    if system == "darwin":
        return home / "Library" / "Application Support" / "Tieout"
    chosen = Path(environment.get("XDG_DATA_HOME", ""))
    return (chosen if chosen.is_absolute() else home / ".local" / "share") / "tieout"


def _find_home() -> Path:
    """Return the user's home, or the current folder for one who has none, as in a container."""
    try:
        return Path.home()
    except RuntimeError:
        return Path()


def find_warehouse(is_checkout: bool = IS_CHECKOUT) -> Path:
    """Return the default warehouse: in the current folder for a checkout, which is one, and otherwise the user's."""
    folder = Path() if is_checkout else find_user_folder(sys.platform, os.environ, _find_home())
    return folder / "warehouse"


WAREHOUSE = find_warehouse()
