"""A mapped file goes through the layout of its dataset, with its proofs, and lands the same rows as a known export."""

from dataclasses import replace

import pytest

from close.errors import Refused
from loaders.layouts.description import Loader
from loaders.layouts.recognition import ColumnTwice
from loaders.layouts.totals import NoLineEnd, TotalsDiffer
from loaders.mapping.loader import BadAssignment, HeadersDiffer, NotMapped, build_loader
from loaders.mapping.mapping import Mapping, RowRule
from loaders.mapping.templates import LOADERS, list_required, list_templates, may_be_constant

from .foreign import (
    LEDGER,
    LEDGER_MAPPING,
    PAYMENTS,
    PAYMENTS_MAPPING,
    money,
    one_amount,
    read_mapped,
    rows_of,
)

CELLS = {
    "a date": "2026-03-13",
    "an amount": "5.00",
    "a quantity": "5",
    "an accounting status": "Imported",
    "a type of invoice or bill": "ACCREC",
    "the status of an invoice or bill": "AUTHORISED",
    "Make, Use or Addon": "Make",
}


def is_table(loader: Loader) -> bool:
    """Return True if the rows of the dataset do not have to balance each other."""
    return "debit" not in loader.columns


ENTRIES = ("account", "debit", "credit", "_line")


def test_a_foreign_ledger_lands_with_its_lines() -> None:
    found = read_mapped(LEDGER, LEDGER_MAPPING)
    assert rows_of(found, "ledger_entries", *ENTRIES) == [
        ("Forderungen", money("1190"), money("0"), 5),
        ("Umsatz", money("0"), money("1190"), 6),
        ("Forderungen", money("500"), money("0"), 7),
        ("Umsatz", money("0"), money("500"), 8),
    ]
    assert found.landing.reading["mapping"] == "Nordwind Kontenblatt"
    assert "with the mapping Nordwind Kontenblatt" in found.card.reading
    states = {check.label: check.state for check in found.card.checks}
    assert states["Debits = credits"] == "passed"


def test_every_dataset_that_a_loader_fills_can_be_mapped() -> None:
    assert set(list_templates()) == {loader.dataset.name for loader in LOADERS}
    for dataset, template in list_templates().items():
        columns = {name: f"x {name}" for name in list_required(template, {})}
        mapping = Mapping("any", dataset, tuple(columns.values()), columns)
        assert build_loader(mapping).dataset.name == dataset


def test_a_table_is_read_where_only_the_api_has_the_dataset() -> None:
    text = (
        "Auftrag,Versand,Rechnung,Artikel,Menge,Geliefert\n"
        "SO-1,2026-03-13,2026-03-14,A,5,4\nSO-1,2026-03-13,2026-03-14,B,2,1\nSO-2,2026-03-13,2026-03-14,A,1,1\n"
    )
    names = ("order_ref", "move_date", "acct_date", "product_code", "qty", "qty_moved")
    headers = tuple(text.partition("\n")[0].split(","))
    mapping = Mapping("Positionen", "order_lines", headers, dict(zip(names, headers, strict=True)))
    found = rows_of(read_mapped(text, mapping), "order_lines", "order_ref", "product_code", "qty", "qty_moved")
    assert found == [
        ("SO-1", "A", money("5"), money("4")),
        ("SO-1", "B", money("2"), money("1")),
        ("SO-2", "A", money("1"), money("1")),
    ]


@pytest.mark.parametrize("name", ["order_ref", "supplier_inv_no", "credit_number"])
def test_what_tells_documents_apart_is_not_the_same_in_every_row(name: str) -> None:
    assert not may_be_constant(list_templates()["purchase_documents"], name)
    assert may_be_constant(list_templates()["purchase_documents"], "status")


@pytest.mark.parametrize("dataset", sorted(name for name, loader in list_templates().items() if is_table(loader)))
def test_a_row_of_every_table_is_read(dataset: str) -> None:
    template = list_templates()[dataset]
    required = list_required(template, {})
    headers = tuple(f"x {name}" for name in required)
    text = f"{','.join(headers)}\n{','.join(CELLS.get(template.columns[name].noun, 'SO-1') for name in required)}\n"
    found = read_mapped(text, Mapping("any", dataset, headers, dict(zip(required, headers, strict=True))))
    assert found.landing.tables[dataset].num_rows == 1


@pytest.mark.parametrize(("positive", "sign"), [("debit", ""), ("credit", "-")])
def test_one_amount_column_lands_on_the_side_that_the_mapping_says(positive: str, sign: str) -> None:
    other = "" if sign else "-"
    text = (
        "Buchungstag;Beleg;Konto;Bezeichnung;Buchungstext;Betrag\n"
        f"13.03.2026;RE-1;1400;Forderungen;SO-1;{sign}1.190,00\n"
        f"13.03.2026;RE-1;8400;Umsatz;SO-1;{other}1.190,00\n"
    )
    found = rows_of(read_mapped(text, one_amount(positive)), "ledger_entries", "account", "debit", "credit")
    assert found == [("Forderungen", money("1190"), money("0")), ("Umsatz", money("0"), money("1190"))]


def test_one_amount_column_with_sections_is_proven_by_their_net_totals() -> None:
    text = (
        "Tag,Beleg,Betrag\n"
        "1400 Receivables,,\n13/03/2026,RE-1,119.00\n14/03/2026,RE-2,(19.00)\nTotal 1400 Receivables,,100.00\n"
        "8400 Revenue,,\n13/03/2026,RE-1,119.00-\n14/03/2026,RE-2,19.00\nTotal 8400 Revenue,,-100.00\n"
    )
    mapping = Mapping(
        "Sections", "ledger_entries", ("Tag", "Beleg", "Betrag"),
        {"entry_date": "Tag", "reference": "Beleg", "signed_amount": "Betrag"}, positive="debit",
    )  # fmt: skip
    found = read_mapped(text, mapping)
    assert rows_of(found, "ledger_entries", "debit", "credit") == [
        (money("119"), money("0")), (money("0"), money("19")), (money("0"), money("119")), (money("19"), money("0")),
    ]  # fmt: skip
    assert next(check for check in found.card.checks if check.label == "Totals").state == "passed"
    with pytest.raises(TotalsDiffer, match="Line 5"):
        read_mapped(text.replace(",,100.00", ",,101.00"), mapping)


def test_a_trial_balance_with_one_balance_column_lands() -> None:
    text = "Konto;Bezeichnung;Saldo\n1400;Forderungen;1.690,00\n8400;Umsatz;-1.690,00\n"
    mapping = Mapping(
        "Saldenliste", "ledger_balances", ("Konto", "Bezeichnung", "Saldo"),
        {"account_code": "Konto", "account_name": "Bezeichnung", "signed_amount": "Saldo"}, positive="debit",
    )  # fmt: skip
    found = rows_of(read_mapped(text, mapping), "ledger_balances", "account_name", "closing")
    assert found == [("Forderungen", money("1690")), ("Umsatz", money("-1690"))]


def test_columns_move_with_their_headers_and_numbered_columns_do_not() -> None:
    moved = "Lauf,Betrag,Bestellung,Wann\nB1,10.50,SO-1,2026-03-02\n"
    assert rows_of(read_mapped(moved, PAYMENTS_MAPPING), "payments", "order_ref", "amount") == [("SO-1", money("10.5"))]
    numbered = replace(PAYMENTS_MAPPING, columns={**PAYMENTS_MAPPING.columns, "amount": 3})
    assert rows_of(read_mapped(PAYMENTS, numbered), "payments", "amount")[0] == (money("10.5"),)
    with pytest.raises(HeadersDiffer):
        read_mapped(moved, numbered)


def test_a_header_that_occurs_twice_needs_a_number() -> None:
    text = "Wann,Bestellung,Betrag,Betrag,Lauf\n2026-03-02,SO-1,10.50,11.50,B1\n"
    twice = replace(PAYMENTS_MAPPING, headers=("Wann", "Bestellung", "Betrag", "Betrag", "Lauf"))
    with pytest.raises(ColumnTwice):
        read_mapped(text, twice)
    numbered = replace(twice, columns={**twice.columns, "amount": 4})
    assert rows_of(read_mapped(text, numbered), "payments", "amount") == [(money("11.5"),)]


def test_a_constant_fills_every_row() -> None:
    text = "Tag,Auftrag,Umsatz,Einsatz\n2026-03-02,SO-1,10.50,4.00\n2026-03-13,SO-2,20.00,9.00\n"
    mapping = Mapping(
        "Einsatz", "cogs_entries", ("Tag", "Auftrag", "Umsatz", "Einsatz"),
        {"acct_date": "Tag", "order_ref": "Auftrag", "sales": "Umsatz", "cogs": "Einsatz"},
        constants={"status": "Imported"},
    )  # fmt: skip
    found = read_mapped(text, mapping)
    assert rows_of(found, "cogs_entries", "order_ref", "status") == [("SO-1", "IMPORTED"), ("SO-2", "IMPORTED")]
    assert "status" not in found.landing.absent
    with pytest.raises(BadAssignment, match="Perhaps"):
        read_mapped(text, replace(mapping, constants={"status": "Perhaps"}))
    with pytest.raises(NotMapped):
        read_mapped(text, replace(mapping, constants={}))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"columns": {**LEDGER_MAPPING.columns, "cogs": "Soll"}}, "not a column of ledger_entries"),
        ({"columns": {**LEDGER_MAPPING.columns, "signed_amount": "Soll"}}, "also debit"),
        ({"columns": {**LEDGER_MAPPING.columns, "name": "Konto"}}, "chosen for code and for name"),
        ({"constants": {"reference": "x"}}, "cannot be the same text"),
        ({"dataset": "stock"}, "no dataset"),
        ({"columns": dict.fromkeys(("entry_date", "signed_amount"), "Soll")}, "debit or a credit"),
    ],
)
def test_an_assignment_that_makes_no_sense_is_refused(changes: dict, words: str) -> None:
    with pytest.raises(Refused, match=words):
        build_loader(replace(LEDGER_MAPPING, **changes))


def test_row_rules_turn_foreign_words_into_those_of_the_layouts() -> None:
    text = LEDGER + "Gesamtwert;;;;;1.690,00;1.690,00\nSeite 1 von 1;;;;;;9,99\n"
    with pytest.raises(Refused, match="Line 9"):
        read_mapped(text, LEDGER_MAPPING)
    ruled = replace(LEDGER_MAPPING, rows=(RowRule("grand-total", "gesamtwert"), RowRule("ignored", "Seite ")))
    found = read_mapped(text, ruled)
    assert len(rows_of(found, "ledger_entries", "debit")) == 4
    assert next(check for check in found.card.checks if check.label == "Totals").state == "passed"
    with pytest.raises(TotalsDiffer, match="Line 9"):
        read_mapped(text.replace("Gesamtwert;;;;;1.690,00", "Gesamtwert;;;;;1.790,00"), ruled)


def test_headings_and_opening_balances_in_other_words() -> None:
    text = (
        "Tag,Beleg,Soll,Haben,Saldo\n"
        "Konto:,1400 Forderungen,,,\nVortrag,,,,100.00\n13/03/2026,RE-1,119.00,,219.00\n"
        "Konto:,8400 Umsatz,,,\n13/03/2026,RE-1,,119.00,-119.00\n"
    )
    mapping = Mapping(
        "Konten", "ledger_entries", ("Tag", "Beleg", "Soll", "Haben", "Saldo"),
        {"entry_date": "Tag", "reference": "Beleg", "debit": "Soll", "credit": "Haben", "balance": "Saldo"},
        rows=(RowRule("heading", "Konto:"), RowRule("opening", "Vortrag")),
    )  # fmt: skip
    found = read_mapped(text, mapping)
    assert rows_of(found, "ledger_balances", "account", "opening", "closing")[0] == (
        "1400 Forderungen", money("100"), money("219"),
    )  # fmt: skip


def test_a_heading_named_by_its_code_keeps_it() -> None:
    text = (
        "Ref,Date,Text,Debit,Credit,Balance\n"
        "630000 Stock,,,119.00,0.00,119.00\nRE-1,13/03/2026,Goods,119.00,,119.00\n"
        "800000 Payables,,,0.00,119.00,-119.00\nRE-1,13/03/2026,Goods,,119.00,-119.00\n"
    )
    mapping = Mapping(
        "Totals above the entries", "ledger_entries", ("Ref", "Date", "Text", "Debit", "Credit", "Balance"),
        {"entry_date": "Date", "reference": "Ref", "debit": "Debit", "credit": "Credit", "balance": "Balance"},
        rows=(RowRule("heading", "630000"), RowRule("heading", "800000")),
    )  # fmt: skip
    found = read_mapped(text, mapping)
    assert rows_of(found, "ledger_entries", "account_code", "account_name", "debit", "_line") == [
        ("630000", "Stock", money("119"), 3),
        ("800000", "Payables", money("0"), 5),
    ]


def test_a_report_that_repeats_its_headers_below_each_account() -> None:
    text = (
        "Nominal Activity,,,,\n"
        "N/C:,4000,Name:,Sales,\nNo,When,Text,Debit,Credit\n1,13/03/2026,SO-1,,100.00\n2,14/03/2026,SO-2,,50.00\n"
        ",,Totals:,,150.00\n"
        "N/C:,1100,Name:,Debtors,\nNo,When,Text,Debit,Credit\n3,20/03/2026,PO-1,150.00,\n,,Totals:,150.00,\n"
    )
    mapping = Mapping(
        "Nominal activity", "ledger_entries", ("No", "When", "Text", "Debit", "Credit"),
        {"entry_date": "When", "description": "Text", "debit": "Debit", "credit": "Credit"},
        rows=(RowRule("heading", "N/C:"), RowRule("total", "Totals:")),
    )  # fmt: skip
    found = read_mapped(text, mapping)
    assert rows_of(found, "ledger_entries", *ENTRIES) == [
        ("4000 Sales", money("0"), money("100"), 4),
        ("4000 Sales", money("0"), money("50"), 5),
        ("1100 Debtors", money("150"), money("0"), 9),
    ]
    assert next(check for check in found.card.checks if check.label == "Totals").state == "passed"


def test_the_total_of_the_whole_file_is_known_in_other_languages() -> None:
    text = "Código;Saldo;Valor\nA;5;10,50\nB;7;20,00\nTotal Geral;;30,50\n"
    mapping = Mapping(
        "Estoque", "stock_valuation_lines", ("Código", "Saldo", "Valor"),
        {"product_code": "Código", "soh": "Saldo", "stock_value": "Valor"},
    )  # fmt: skip
    found = read_mapped(text, mapping)
    assert next(check for check in found.card.checks if check.label == "Complete").state == "passed"
    with pytest.raises(TotalsDiffer, match="Line 4"):
        read_mapped(text.replace("30,50", "31,50"), mapping)


def test_a_file_that_is_cut_off_is_refused() -> None:
    with pytest.raises(NoLineEnd):
        read_mapped(PAYMENTS.rstrip("\n"), PAYMENTS_MAPPING)
