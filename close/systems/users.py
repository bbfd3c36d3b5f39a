"""Users of the machine: their own files, and the folder for their data."""

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path


def is_private(handle: int) -> bool:
    """Return False if other users of this machine can read an open file. Windows keeps that in lists, not in modes."""
    return os.name == "nt" or not os.fstat(handle).st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def find_user_folder(home: Path, environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> Path:
    """Return the folder in which a system keeps a user's data of Tieout, which updates of the program never touch."""
    if system == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Tieout"
    if system == "darwin":
        return home / "Library" / "Application Support" / "Tieout"
    chosen = Path(environment.get("XDG_DATA_HOME", ""))
    return (chosen if chosen.is_absolute() else home / ".local" / "share") / "tieout"


def find_configuration_folder(
    home: Path, environment: Mapping[str, str] = os.environ, system: str = sys.platform
) -> Path:
    """Return the folder in which a system keeps a user's configuration of Tieout, such as the signing key."""
    if system == "win32":
        return Path(environment.get("APPDATA") or home / "AppData" / "Roaming") / "Tieout"
    chosen = Path(environment.get("XDG_CONFIG_HOME", ""))
    return (chosen if chosen.is_absolute() else home / ".config") / "tieout"
