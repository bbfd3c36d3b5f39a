"""Saved mappings: a setting with versions, used for every file with the same headers that no loader recognises."""

from dataclasses import replace
from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from loaders import Card, DroppedFile, land
from loaders.intake.original_lines import read_original_line
from loaders.mapping.mapping import RowRule
from loaders.mapping.mapping_file import BadMapping, read_mapping, write_mapping
from loaders.mapping.saved import list_mappings, save_mapping

from .foreign import LEDGER, LEDGER_MAPPING, MONTH, PAYMENTS, PAYMENTS_MAPPING

NEXT = LEDGER.replace(".03.2026", ".04.2026")
FULL = replace(
    PAYMENTS_MAPPING,
    constants={"method": "Bank"},
    sides={"S": "debit", "H": "credit"},
    date_order="day-first",
    decimal_mark="comma",
    instead_of="omni.payments",
    rows=(RowRule("total", "Summe"), RowRule("ignored", "Seite")),
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path, "Nordwind")


def drop(warehouse: Warehouse, text: str, period: str = MONTH) -> Card:
    return land([DroppedFile("", "export.csv", text.encode())], warehouse, period, "ann")[0]


def test_a_mapping_is_the_same_after_writing_and_reading() -> None:
    assert read_mapping(write_mapping(FULL)) == FULL


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            ('decimal_mark = "comma"', 'decimal_mark = "dot"'),
            'decimal_mark: expected "point" or "comma", found \'dot\'',
        ),
        (('dataset = "payments"', 'dataset = "paid"'), 'dataset: "paid" is not a dataset. Choose ledger_entries'),
        (('name = "Zahlungen"', ""), "name: this key is missing. Add a name for the mapping."),
        (('name = "Zahlungen"', 'naem = "Zahlungen"'), "naem: there is no such key."),
        (('amount = "Betrag"', "amount = 0"), "columns.amount: expected a header of the file, or the number"),
        (('kind = "total"', 'kind = "sum"'), 'rows.0.kind: expected "total", "grand-total"'),
        (("[columns]", "[columns"), "not valid TOML"),
    ],
)
def test_mistakes_in_a_mapping_file_get_a_sentence(change: tuple[str, str], words: str) -> None:
    text = write_mapping(FULL)
    assert change[0] in text
    with pytest.raises(BadMapping) as refused:
        read_mapping(text.replace(*change))
    assert words in str(refused.value)


def test_files_with_the_same_headers_land_with_the_saved_mapping(warehouse: Warehouse) -> None:
    assert drop(warehouse, LEDGER).status == "refused"
    saved = save_mapping(warehouse, LEDGER_MAPPING, MONTH, "ann")
    assert saved.version == 1
    card, following = drop(warehouse, LEDGER), drop(warehouse, NEXT, "2026-04")
    assert (card.status, following.status) == ("landed", "landed")
    assert f"with the mapping {saved.title}" in following.reading
    record = warehouse.head().of("ledger_entries", "2026-04")[0]
    assert (record.reading["mapping"], record.reading["mapping_version"]) == (saved.title, "1")
    assert drop(warehouse, LEDGER.replace("Buchungstext", "Text")).status == "refused"


def test_a_changed_mapping_is_the_next_version_and_the_same_one_is_not(warehouse: Warehouse) -> None:
    save_mapping(warehouse, LEDGER_MAPPING, MONTH, "ann")
    save_mapping(warehouse, PAYMENTS_MAPPING, MONTH, "ann")
    assert save_mapping(warehouse, LEDGER_MAPPING, "2026-04", "ann").version == 1
    changed = save_mapping(warehouse, replace(LEDGER_MAPPING, decimal_mark="comma"), "2026-04", "ann")
    assert changed.version == 2
    found = list_mappings(warehouse)
    assert [(mapping.name, mapping.version) for mapping in found] == [(changed.name, 2), (PAYMENTS_MAPPING.name, 1)]
    history = warehouse.manifests.history(warehouse.head())
    assert len([record for record in history.landings if record.dataset("settings_mappings")]) == 3


def test_a_known_loader_goes_before_a_mapping_unless_the_mapping_says_otherwise(warehouse: Warehouse) -> None:
    headers = ("Payment Date", "Order Ref", "Amount", "Batch Reference", "Paid")
    text = f"{','.join(headers)}\n2026-03-02,SO-1,10.50,B1,9.99\n"
    columns = {"payment_date": "Payment Date", "order_ref": "Order Ref", "batch_reference": "Batch Reference"}
    mapping = replace(PAYMENTS_MAPPING, headers=headers, columns={**columns, "amount": "Paid"})
    save_mapping(warehouse, mapping, MONTH, "ann")
    assert "mapping" not in drop(warehouse, text).reading
    save_mapping(warehouse, replace(mapping, instead_of="omni.payments"), MONTH, "ann")
    assert "with the mapping Zahlungen" in drop(warehouse, text).reading


def test_a_line_of_a_mapped_file_is_shown_under_its_headers(warehouse: Warehouse) -> None:
    saved = save_mapping(warehouse, PAYMENTS_MAPPING, MONTH, "ann")
    line = read_original_line(PAYMENTS.encode(), 3, mappings=[saved])
    assert line.headings == PAYMENTS_MAPPING.headers
    assert line.rows == (("2026-03-03", "SO-2", "20.25", "B1"),)
