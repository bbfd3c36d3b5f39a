"""Places on this machine: the folder of the program, and the folder of the warehouse if nobody chose one."""

from pathlib import Path

from close.systems.users import find_user_folder

PROGRAM = Path(__file__).resolve().parents[1]
IS_CHECKOUT = (PROGRAM / "Makefile").is_file()  # a wheel does not contain it


def _find_home() -> Path:
    """Return the user's home, or the current folder for one who has none, as in a container."""
    try:
        return Path.home()
    except RuntimeError:
        return Path()


def find_warehouse(is_checkout: bool = IS_CHECKOUT) -> Path:
    """Return the default warehouse: in the current folder for a checkout, which is one, and otherwise the user's."""
    folder = Path() if is_checkout else find_user_folder(_find_home())
    return folder / "warehouse"


WAREHOUSE = find_warehouse()
