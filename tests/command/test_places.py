"""The default warehouse is where each system keeps a user's data, unless the program runs from a checkout."""

from pathlib import Path

import pytest

from close.places import WAREHOUSE, find_warehouse
from close.systems.users import find_user_folder

HOME = Path("/home/ann")


@pytest.mark.parametrize(
    ("system", "environment", "folder"),
    [
        ("linux", {}, "/home/ann/.local/share/tieout"),
        ("linux", {"XDG_DATA_HOME": "/data/ann"}, "/data/ann/tieout"),
        ("linux", {"XDG_DATA_HOME": "data"}, "/home/ann/.local/share/tieout"),  # a relative one is not valid
        ("darwin", {}, "/home/ann/Library/Application Support/Tieout"),
        ("win32", {}, "/home/ann/AppData/Local/Tieout"),
        ("win32", {"LOCALAPPDATA": "/profiles/ann"}, "/profiles/ann/Tieout"),
    ],
)
def test_data_is_kept_where_the_system_keeps_it(system: str, environment: dict[str, str], folder: str) -> None:
    assert find_user_folder(HOME, environment, system) == Path(folder)


def test_a_checkout_keeps_its_own_warehouse() -> None:
    assert Path("warehouse") == WAREHOUSE


def test_an_installed_program_needs_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
    assert find_warehouse(is_checkout=False) == find_user_folder(Path()) / "warehouse"
