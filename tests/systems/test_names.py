"""Names that Windows forbids: of organisations, of uploaded files, and of everything that Tieout writes itself."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from close.archive import binder
from close.signing import signoff
from close.signing.standing import PREPARER
from close.store.warehouse import BadOrganisationName, Warehouse, slug
from close.texts import name_everywhere
from close.work import checklist
from tests.given.landings import landing, sale, settings

PERIOD = "2026-03"
DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³")}
FORBIDDEN_FILES = (
    *("CON.csv", "aux", "Nul.tar.gz", "lpt1.xlsx", "com¹.csv", "con .csv", "PRN"),
    *("a:b.csv", "what?.xlsx", "a<b>c.csv", "5*6|7.csv", 'the "final" one.csv', "tab\there.csv", "line\nbreak.csv"),
    *("ends with a dot.", "ends with a blank ", "...", " ", "", "x" * 300 + ".csv", "y" * 300, "a." + "z" * 300),
)
FINE_FILES = ("sales 2026-03.csv", "Contoso.xlsx", "auxiliary.csv", "Verkäufe (März).ods", "注文.csv", ".hidden")


def suits_windows(name: str) -> bool:
    """Return True if Windows can have a file of this name."""
    device = re.split(r" *\.", name)[0].rstrip(" ").upper()
    return (
        0 < len(name) < 200
        and not set(name) & set('<>:"/\\|?*')
        and min(name) >= " "
        and name[-1] not in ". "
        and device not in DEVICES
    )


@pytest.mark.parametrize("name", FORBIDDEN_FILES)
def test_a_name_that_windows_forbids_is_changed(name: str) -> None:
    assert not suits_windows(name)
    changed = name_everywhere(name, "export")
    assert suits_windows(changed)
    assert changed.endswith(".csv") or not name.endswith(".csv")
    assert name_everywhere(changed, "export") == changed


@pytest.mark.parametrize("name", FINE_FILES)
def test_any_other_name_stays(name: str) -> None:
    assert name_everywhere(name, "export") == name.strip(".")


@pytest.mark.parametrize("name", ["Con", "AUX", "nul", "P.R.N.", "Lpt 9", "COM1"])
def test_an_organisation_is_not_called_like_a_device(name: str) -> None:
    folder = re.sub("[^a-z0-9]", "", name.lower())
    if folder.upper() not in DEVICES or "-" in re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-"):
        assert suits_windows(slug(name))
        return
    with pytest.raises(BadOrganisationName, match="Add a word"):
        slug(name)
    assert slug(f"{name} Limited") == f"{folder}-limited"


def test_the_folder_of_an_organisation_is_short() -> None:
    assert len(slug("x" * 100)) == 100
    with pytest.raises(BadOrganisationName, match="Shorten it to 100"):
        slug("x" * 101)


@pytest.fixture(scope="module")
def organisation(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Land, attach and sign files with every forbidden name, and with names that differ only in their case."""
    warehouse = Warehouse(tmp_path_factory.mktemp("warehouse"), "Ash: & <Co>")
    names = [name for name in (*FORBIDDEN_FILES, "Sales.csv", "SALES.CSV", "sales.csv") if name.strip()]
    exports = [landing("sales_documents", [sale(f"S-{number}")], name=name) for number, name in enumerate(names)]
    warehouse.land([settings(), *exports], "ada")
    for name in FORBIDDEN_FILES:
        checklist.attach(warehouse, PERIOD, "SY2", "ada", name or "?", name.encode() + b"!")
    checklist.attest(warehouse, PERIOD, "SY2", "ada", "looked")
    signoff.sign(warehouse, PERIOD, "sales_and_credits", "ada", PREPARER)
    return warehouse


def test_every_file_of_a_warehouse_suits_windows(organisation: Warehouse) -> None:
    paths = [path.relative_to(organisation.root) for path in organisation.folder.rglob("*")]
    assert len(paths) > 60
    assert [path for path in paths if not all(map(suits_windows, path.parts))] == []
    assert max(len(str(Path(*path.parts[1:]))) for path in paths) < 100
    assert len({str(path).casefold() for path in paths}) == len(paths)


def test_every_file_of_a_binder_suits_windows(organisation: Warehouse) -> None:
    names = zipfile.ZipFile(io.BytesIO(binder.write(organisation, PERIOD, "ada"))).namelist()
    assert [name for name in names if not all(map(suits_windows, name.split("/")))] == []
    assert len({name.casefold() for name in names}) == len(names)
    assert sum(name.startswith("exports/") for name in names) == len(organisation.head().of("sales_documents"))
