"""Settings proposed from the files match those of the company, and none are proposed without evidence."""

import tomllib
from pathlib import Path

import pytest

from close.commands.command import main
from close.signing.answers import answer
from close.store.warehouse import Warehouse
from loaders import land
from loaders.intake.organisation import read_organisation
from sample import COMPANIES, Faults, simulate, write
from tests.given.shared import PRACTICE

EXPORTS = PRACTICE / "exports"
NAMES = [*COMPANIES, *(["practice"] if EXPORTS.exists() else [])]
STATED = ("package", "date_order", "uses_pos", "uses_ecommerce", "batches_sales", "upload_state")


@pytest.fixture(scope="module", params=NAMES)
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Warehouse, dict, str]:
    """Return a company of which only the name is known, its expected settings, and its month."""
    folder = tmp_path_factory.mktemp(request.param)
    exports = EXPORTS
    if request.param != "practice":
        write(simulate(COMPANIES[request.param], seed=5, months=2, faults=Faults.all()), folder)
        exports = folder / "exports"
    warehouse = Warehouse(folder / "warehouse", request.param)
    months = sorted(exports.iterdir())[: 1 if request.param == "practice" else 2]
    for month in months:
        stated = tomllib.loads((month / "organisation.toml").read_text(encoding="utf-8"))
        name_only = f'name = "{stated["name"]}"'.encode()
        files = [("", file.name, file.read_bytes()) for file in sorted(month.iterdir()) if file.suffix != ".toml"]
        cards = land([("", "organisation.toml", name_only), *files], warehouse, month.name)
        assert [card.problems for card in cards if card.status == "refused"] == []
    return warehouse, stated, months[-1].name


def test_removed_settings_are_proposed(company: tuple[Warehouse, dict, str]) -> None:
    warehouse, stated, period = company
    rows = answer(warehouse, "proposed_settings", period).table.to_pylist()
    assert {(row["state"], row["is_in_force"]) for row in rows if row["part"] != "settings"} == {("proposed", "N")}
    proposed: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        proposed.setdefault(row["part"], {}).setdefault(row["setting"], []).append(row["value"])
    assert proposed["accounts"] == {role: [a["name"] for a in held] for role, held in stated["accounts"].items()}
    assert proposed["reference_prefixes"] == {kind: [prefix] for kind, prefix in stated["reference_prefixes"].items()}
    for name, (value,) in proposed["settings"].items():
        assert value.lower() == str(stated[name]).lower(), name
    assert {name for name in STATED if stated[name] not in (False, "authorised")} <= proposed["settings"].keys()
    assert all(row["evidence"] for row in rows)


def test_the_command_prints_settings_that_land(company: tuple[Warehouse, dict, str], tmp_path: Path) -> None:
    warehouse, stated, period = company
    where = ("--warehouse", str(warehouse.root), "--organisation", warehouse.organisation, "--period", period)
    assert main(["propose_settings", *where, "-o", str(tmp_path / "organisation.toml")]) == 0
    content = (tmp_path / "organisation.toml").read_bytes()
    read = read_organisation(content).settings
    assert (read.name, read.package, read.date_order) == (stated["name"], stated["package"], stated["date_order"])
    assert {role: name for role, _, name in read.accounts} == {
        role: held[0]["name"] for role, held in stated["accounts"].items()
    }
    assert dict(read.prefixes) == stated["reference_prefixes"]
    assert b"# " in content
