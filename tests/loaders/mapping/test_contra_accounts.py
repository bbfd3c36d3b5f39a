"""Journals with two accounts and one amount in each row, as packages in Brazil, Germany and Switzerland export them."""

from dataclasses import replace

import pytest

from loaders.files.formats import open_sheets
from loaders.mapping.guesses import propose
from loaders.mapping.loader import BadAssignment
from loaders.mapping.mapping import Mapping
from loaders.mapping.mapping_file import read_mapping, write_mapping
from loaders.mapping.sides.contra_accounts import EntriesTwice
from loaders.mapping.sides.words import SideWordUnknown

from .foreign import money, read_mapped, rows_of

DIARIO = """Empresa Exemplo Ltda

Data;Documento;Conta Débito;Conta Crédito;Histórico;Valor
02/03/2026;NF-1;1.1.2.01;3.1.1.01;Venda;1.190,00
13/03/2026;NF-2;4.1.1.01;1.1.3.01;Custo;650,10
31/03/2026;NF-3;1.1.3.01;2.1.1.01;Compra;2.310,55
Total;;;;;4.150,65
"""
BOTH = Mapping(
    name="Journal", dataset="ledger_entries",
    headers=("Datum", "Beleg", "Konto", "Name", "Gegenkonto", "Betrag", "S/H"),
    columns={
        "entry_date": "Datum", "reference": "Beleg", "code": "Konto", "name": "Name", "contra_code": "Gegenkonto",
        "signed_amount": "Betrag", "side": "S/H",
    },
)  # fmt: skip
HEADER = ";".join(BOTH.headers)
BOOKING = f"{HEADER}\n13.03.2026;R1;1400;Debitoren;8400;119,00;S\n13.03.2026;R2;8400;Erlöse;1400;20,00;H\n"


def amounts_of(text: str, mapping: Mapping, column: str = "account_code") -> list[tuple[object, ...]]:
    return rows_of(read_mapped(text, mapping), "ledger_entries", column, "debit", "credit")


def propose_for(text: str) -> Mapping:
    (sheet,) = open_sheets(text.encode())
    row = next(row for row in range(sheet.rows) if sum(map(bool, sheet.row(row))) > 2)
    return propose(sheet, row, "ledger_entries").mapping


def test_each_row_is_a_debit_of_one_account_and_a_credit_of_the_other() -> None:
    mapping = propose_for(DIARIO)
    assert (mapping.columns["code"], mapping.columns["contra_code"]) == ("Conta Débito", "Conta Crédito")
    assert amounts_of(DIARIO, mapping) == [
        ("1.1.2.01", money("1190"), money("0")), ("3.1.1.01", money("0"), money("1190")),
        ("4.1.1.01", money("650.10"), money("0")), ("1.1.3.01", money("0"), money("650.10")),
        ("1.1.3.01", money("2310.55"), money("0")), ("2.1.1.01", money("0"), money("2310.55")),
    ]  # fmt: skip


def test_the_total_of_such_a_journal_is_proven_and_the_equality_of_its_sides_is_not() -> None:
    checks = {check.label: check.state for check in read_mapped(DIARIO, propose_for(DIARIO)).card.checks}
    assert checks["Totals"] == "passed"
    assert "Debits = credits" not in checks


@pytest.mark.parametrize(("left", "right"), [("Debit", "Credit"), ("Soll", "Haben"), ("Débit", "Crédit")])
def test_headers_of_debits_and_credits_above_accounts_are_told_by_their_values(left: str, right: str) -> None:
    text = f"Date,Reference,{left},{right},Amount\n" + "".join(
        f"{day}/03/2026,SO-{day},1100,3000,{day}.50\n" for day in range(13, 20)
    )
    columns = propose_for(text).columns
    assert (columns["code"], columns["contra_code"], columns["signed_amount"]) == (left, right, "Amount")


def test_a_column_of_sides_says_which_account_is_debited() -> None:
    assert amounts_of(BOOKING, BOTH) == [
        ("1400", money("119"), money("0")), ("8400", money("0"), money("119")),
        ("8400", money("0"), money("20")), ("1400", money("20"), money("0")),
    ]  # fmt: skip


def test_the_name_of_a_contra_account_is_that_of_its_code_elsewhere() -> None:
    names = [name for name, *_ in amounts_of(BOOKING, BOTH, "account_name")]
    assert names == ["Debitoren", "Erlöse", "Erlöse", "Debitoren"]


def test_a_row_without_a_contra_account_is_one_entry() -> None:
    assert len(amounts_of(BOOKING + "13.03.2026;R3;1400;Debitoren;;5,00;S\n", BOTH)) == 5


def test_a_negative_amount_exchanges_the_accounts() -> None:
    plain = replace(BOTH, columns={n: c for n, c in BOTH.columns.items() if n != "side"}, positive="debit")
    rows = amounts_of(BOOKING.replace("119,00", "-119,00"), plain)
    assert rows[:2] == [("1400", money("0"), money("119")), ("8400", money("119"), money("0"))]


def test_an_unknown_side_is_refused() -> None:
    with pytest.raises(SideWordUnknown):
        amounts_of(BOOKING.replace(";H\n", ";?\n"), BOTH)


def test_a_list_with_each_entry_under_both_accounts_is_not_doubled() -> None:
    rows = "".join(
        f"{day}.03.2026;R{day};1400;Debitoren;8400;{day},00;S\n{day}.03.2026;R{day};8400;Erlöse;1400;{day},00;H\n"
        for day in range(13, 20)
    )
    with pytest.raises(EntriesTwice):
        amounts_of(f"{HEADER}\n{rows}", BOTH)


@pytest.mark.parametrize("without", ["code", "signed_amount"])
def test_a_contra_account_needs_an_account_and_an_amount(without: str) -> None:
    columns = {name: place for name, place in BOTH.columns.items() if name != without}
    if without == "signed_amount":
        columns = {**columns, "debit": "Betrag", "credit": "S/H"}
        columns.pop("side")
    with pytest.raises(BadAssignment, match="A contra account needs"):
        amounts_of(BOOKING, replace(BOTH, columns=columns))


def test_a_mapping_with_a_contra_account_can_be_written_and_read() -> None:
    assert read_mapping(write_mapping(BOTH)) == BOTH
