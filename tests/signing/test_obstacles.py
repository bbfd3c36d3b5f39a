"""Each obstacle to a signature states the cause: the missing export, or the outdated one and its purpose."""

from datetime import date
from pathlib import Path

import pytest

from close.commands.command import main
from close.signing.conditions import obstacles, say
from close.signing.signoff import Blocked, sign
from close.signing.standing import PREPARER
from close.store.datasets import DATASETS
from close.store.warehouse import Warehouse
from close.texts import say_date
from tests.given.landings import landing, sale, settings

PERIOD = "2026-03"
COGS = {"doc_type": "SO", "order_ref": "S-1", "ref_key": "S-1", "cogs": 6}
OLDER = "COGS breakdown (4 Apr 2026): older than Sales orders and credit notes (6 Apr 2026). Export it again"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings(uses_pos=False)], "ada")
    return warehouse


def reasons(warehouse: Warehouse, period: str, subject: str) -> list[str]:
    return [say(obstacle) for obstacle in obstacles(warehouse, period, subject)]


def sales(lag: int, **columns: object):
    return landing("sales_documents", [sale("S-1", **columns)], lag=lag, name=f"sales {lag}.csv")


def test_a_step_without_its_exports_says_which(warehouse: Warehouse) -> None:
    (why,) = reasons(warehouse, PERIOD, "SY5")
    assert why.startswith("Check that sales have COGS (SY5): ")
    assert ": cannot tell. Not uploaded for the month: COGS breakdown; " in why
    assert "Upload Sales orders and credit notes." in why


def test_a_stale_step_says_which_export_is_older_than_what(warehouse: Warehouse) -> None:
    warehouse.land([landing("cogs_entries", [COGS], lag=4), sales(6)], "ada")
    (why,) = reasons(warehouse, PERIOD, "SY5")
    assert why.endswith(f"cannot tell. {OLDER}, or attest or waive the step.")
    assert any(OLDER in found for found in reasons(warehouse, PERIOD, "month"))
    with pytest.raises(Blocked, match="older than Sales orders"):
        sign(warehouse, PERIOD, "SY5", "ada", PREPARER)
    warehouse.land([landing("cogs_entries", [COGS], lag=7)], "ada")
    assert reasons(warehouse, PERIOD, "SY5") == []


def test_an_export_of_the_month_end_is_named(warehouse: Warehouse) -> None:
    warehouse.land([sales(0)], "ada")
    (why,) = reasons(warehouse, PERIOD, "CH1")
    end = date(2026, 3, 31)
    assert f"Sales orders and credit notes: exported on {say_date(end)}, on or before month end. Export it again" in why


def test_documents_in_the_way_are_counted_and_old_evidence_is_said_as_well(warehouse: Warehouse) -> None:
    warehouse.land([sales(6, acct_date=None, status="NOT_IMPORTED")], "ada")
    (why,) = reasons(warehouse, PERIOD, "CH1")
    assert why.endswith("has 1 exception to clear or waive.")
    warehouse.land([sales(0, acct_date=None, status="NOT_IMPORTED")], "ada")
    (why,) = reasons(warehouse, PERIOD, "CH1")
    assert "has 1 exception to clear or waive. Its evidence is also too old. Sales orders" in why


def test_an_optional_export_is_no_obstacle(warehouse: Warehouse) -> None:
    warehouse.land([sales(6)], "ada")
    why = next(found for found in reasons(warehouse, PERIOD, "tie_outs") if "not uploaded" in found)
    assert "COGS breakdown" in why
    assert [each.title for each in DATASETS.values() if each.is_optional and each.title in why] == []


def test_the_command_line_says_the_same(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    warehouse.land([landing("cogs_entries", [COGS], lag=4), sales(6)], "ada")
    where = ["--period", PERIOD, "--warehouse", str(warehouse.folder.parent)]
    assert main(["obstacles", "SY5", *where]) == 1
    assert OLDER in capsys.readouterr().err
    assert main(["sign", "SY5", "--who", "ada", *where]) == 1
    assert OLDER in capsys.readouterr().err
    assert main(["obstacles", "CH1", *where]) == 0
    assert capsys.readouterr().out == f"There are no obstacles to signing CH1 for {PERIOD}.\n"
    assert main(["obstacles", *where]) == 1
    assert main(["obstacles", "everything", *where]) == 1
