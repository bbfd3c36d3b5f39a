"""A report with an unknown in it cannot be signed, by a person or by a rule, and the obstacle says what is missing."""

from dataclasses import replace

import pytest

from close.commands.command import main
from close.rules import reasons
from close.rules.answers import run
from close.signing.conditions import STEP_LISTS, list_covered, obstacles, say
from close.signing.pins import list_signable
from close.signing.signoff import Blocked, sign
from close.signing.standing import PREPARER
from close.store.warehouse import Warehouse
from loaders import land
from sample import ALDER, Faults, simulate, write

UNKNOWN = "cannot tell"


@pytest.fixture(scope="module")
def unset(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Land every export of a month, but no settings, so that no account has a role."""
    folder = tmp_path_factory.mktemp("unset")
    write(simulate(replace(ALDER, documents=30), 3, 1, Faults.none()), folder)
    exports = [path for path in sorted(folder.glob("exports/*/*")) if path.suffix != ".toml"]
    warehouse = Warehouse(folder / "warehouse", "ash")
    land([("", path.name, path.read_bytes()) for path in exports], warehouse, who="ada")
    return warehouse


@pytest.fixture
def period(unset: Warehouse) -> str:
    return unset.head().periods()[-1]


@pytest.mark.parametrize("report", list_signable())
def test_a_report_that_cannot_tell_is_not_signed(unset: Warehouse, period: str, report: str) -> None:
    rows = reasons.render(run(unset, report, period)).table.to_pylist()
    told = [str(value).lower().startswith(UNKNOWN) or value == "cannot_tell" for row in rows for value in row.values()]
    if any(told) or any(row.get("unmet_code") for row in rows):
        assert any(UNKNOWN in say(each) for each in obstacles(unset, period, report))
        with pytest.raises(Blocked, match=UNKNOWN):
            sign(unset, period, report, "ada", PREPARER)


def test_one_unknown_account_keeps_all_from_being_signed(
    unset: Warehouse, period: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [say(each) for each in obstacles(unset, period, "control_accounts")]
    assert any(each.startswith("cannot tell. No ledger account is set for payables. Set the account") for each in found)
    where = ["--period", period, "--warehouse", str(unset.root)]
    assert main(["obstacles", "control_accounts", *where]) == 1
    assert capsys.readouterr().err.splitlines() == found


def test_a_blank_balance_is_unknown(unset: Warehouse, period: str) -> None:
    (why,) = (say(each) for each in obstacles(unset, period, "balances") if each.codes[0].startswith("figures_unknown"))
    assert "Accounts payable" in why


def test_an_empty_list_that_compares_with_no_account_is_not_signed_by_a_rule(unset: Warehouse, period: str) -> None:
    answer = run(unset, "ledger_only", period)
    assert (answer.table.num_rows, answer.is_whole) == (0, True)
    assert "ledger_only" not in [subject for _, subject in list_covered(unset, period)]


def test_the_steps_as_a_list_are_signed_once_each_is_told(unset: Warehouse, period: str) -> None:
    for report in STEP_LISTS:
        found = [each.row["step"] for each in obstacles(unset, period, report) if each.row]
        told = run(unset, "step_proof", period).table.to_pylist()
        assert found == [row["step"] for row in told if row["proof"] == "cannot_tell"]
