"""Files without headers: mapped by the numbers of their columns, on the evidence of every row."""

from dataclasses import replace
from pathlib import Path

import pytest

from close.errors import Refused
from close.store.warehouse import Warehouse
from loaders import Card, DroppedFile, land
from loaders.files.formats import open_sheets
from loaders.intake.original_lines import read_original_line
from loaders.mapping.choice import SeveralMappings, check_alone
from loaders.mapping.mapping import Mapping, RowRule
from loaders.mapping.mapping_file import BadMapping, read_mapping, write_mapping
from loaders.mapping.numbered.columns import name_columns, seems_without_headers
from loaders.mapping.saved import find_mapping, forget_mapping, list_mappings, save_mapping
from loaders.uploads.previews import preview

from .foreign import LEDGER, MONTH, PAYMENTS, PAYMENTS_MAPPING, money

NAMES = ("payment_date", "order_ref", "amount", "batch_reference")
ROWS = [(f"2026-03-{day:02d}", f"SO-{day}", f"{day}.{day + 10}50", "B1") for day in range(2, 16)]
TEXT = "".join(f"{','.join(row)}\n" for row in ROWS)
NEXT = TEXT.replace("2026-03", "2026-04")
KINDS = ("dates", "text", "amounts with 4 decimals", "text")
MAPPING = Mapping(
    name="Bank",
    dataset="payments",
    headers=name_columns(4),
    kinds=KINDS,
    columns=dict(zip(NAMES, name_columns(4), strict=True)),
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path, "Nordwind")


@pytest.fixture
def saved(warehouse: Warehouse) -> Warehouse:
    """Return a warehouse with a mapping of files without headers, made from its first file."""
    save_mapping(warehouse, preview("bank.csv", TEXT.encode(), MAPPING, warehouse, MONTH).mapping, MONTH, "ann")
    return warehouse


def drop(warehouse: Warehouse, text: str, period: str = "2026-04") -> Card:
    return land([DroppedFile("", "export.csv", text.encode())], warehouse, period, "ann")[0]


def lacks_headers(text: str) -> bool:
    return seems_without_headers(open_sheets(text.encode())[0])


def test_every_row_lands_with_its_line_and_the_first_one_is_shown(warehouse: Warehouse) -> None:
    blank = replace(MAPPING, kinds=("blank",) * 4)
    shown = preview("bank.csv", TEXT.encode(), blank, warehouse, MONTH)
    assert shown.mapping.kinds == KINDS
    assert [(row["order_ref"], row["amount"], row["_line"]) for row in shown.first[:2]] == [
        ("SO-2", money("2.125"), 1),
        ("SO-3", money("3.135"), 2),
    ]
    places = next(check for check in shown.checks if check.label == "Columns by position")
    assert places.state == "not proven"
    assert "Make sure of line 1: Payment Date 2026-03-02, Order Ref SO-2, Amount 2.1250" in places.detail


def test_later_files_land_with_the_saved_mapping(saved: Warehouse) -> None:
    assert list_mappings(saved)[0].kinds == KINDS
    card = drop(saved, NEXT)
    assert (card.status, card.rows) == ("landed", len(ROWS))
    assert "with the mapping Bank of" in card.reading


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"Datum,Bestellung,Betrag,Lauf\n{NEXT}", 'line 1, Column 1: "Datum" is not a date'),
        (f"Payment Date,Order Ref,2026,Lauf\n{NEXT}", 'line 1 seems to have headers ("Payment Date", "Order Ref")'),
        (NEXT.replace("SO-3", "3.1350").replace(",3.1350,B", ",x,B"), 'line 2, Column 3: "x" is not an amount'),
        (NEXT.replace("50,B1", ",B1"), "is not an amount with 4 decimals"),
        (NEXT.replace(",SO-", ","), "Column 2 contains only whole numbers instead of text"),
        (NEXT.replace(",B1", ",0.5"), "Column 4 contains only amounts instead of text"),
        (f"{NEXT}Bank fees,,1.1250,\n", 'line 15, Column 1: "Bank fees" is not a date'),
        (f"{NEXT}2026-04-30,SO-30,5.1250\n", "Line 15 has 3 cells where most lines have 4"),
    ],
)
def test_a_file_that_contradicts_the_mapping_in_any_row_is_refused(saved: Warehouse, text: str, words: str) -> None:
    card = drop(saved, text)
    assert card.status == "refused"
    assert words in "\n".join(card.problems)


def test_a_column_that_is_added_while_another_is_dropped_is_refused(saved: Warehouse) -> None:
    shifted = "".join(f"{day},{ref},{amount[:-2]},{amount}\n" for day, ref, amount, _ in ROWS)
    card = drop(saved, shifted.replace("2026-03", "2026-04"))
    assert card.status == "refused"
    assert "is not an amount with 4 decimals" in "\n".join(card.problems)


STOCK = [
    (f"P-{number}", f"{number}.00", f"{number * 7}.50", f"{number * (number * 7 + 0.5):.2f}") for number in range(2, 16)
]
STOCK_MAPPING = Mapping(
    name="Stock",
    dataset="stock_valuation_lines",
    headers=name_columns(4),
    kinds=("blank",) * 4,
    columns={"product_code": "Column 1", "soh": "Column 2", "stock_value": "Column 4"},
)


def test_a_column_that_multiplies_two_others_shows_columns_of_the_same_kind_apart(warehouse: Warehouse) -> None:
    text = "".join(f"{','.join(row)}\n" for row in STOCK)
    found = preview("stock.csv", text.encode(), STOCK_MAPPING, warehouse, MONTH).mapping
    assert found.relations == ("2 x 3 = 4",)
    assert read_mapping(write_mapping(found)) == found
    save_mapping(warehouse, found, MONTH, "ann")
    assert drop(warehouse, text).status == "landed"
    swapped = "".join(f"{code},{units},{value},{price}\n" for code, units, price, value in STOCK)
    card = drop(warehouse, swapped)
    assert card.status == "refused"
    assert "line 1: Column 2 × Column 3 is not Column 4, as it was" in "\n".join(card.problems)


def test_a_few_equal_amounts_are_no_relation(warehouse: Warehouse) -> None:
    text = "".join(f"{code},1.00,{price},{price}\n" for code, _, price, _ in STOCK)
    assert preview("stock.csv", text.encode(), STOCK_MAPPING, warehouse, MONTH).mapping.relations == ()


def test_a_first_row_that_is_a_total_is_refused(saved: Warehouse) -> None:
    total = sum(money(amount) for _, _, amount, _ in ROWS)
    card = drop(saved, f"2026-04-30,Summe,{total},B\n{NEXT}")
    assert card.status == "refused"
    assert "equals the sum of lines 2 to 15" in "\n".join(card.problems)


def test_a_row_of_an_unknown_kind_is_asked_about(warehouse: Warehouse) -> None:
    text = f"List printed by,Ann,,\n{TEXT}"
    shown = preview("bank.csv", text.encode(), MAPPING, warehouse, MONTH)
    assert 'Line 1, Column 1: "List printed by" is not a date' in str(shown.problem).replace("line 1", "Line 1")
    ruled = replace(MAPPING, rows=(RowRule("ignored", "List printed"),))
    assert preview("bank.csv", text.encode(), ruled, warehouse, MONTH).rows == len(ROWS)


def test_a_last_line_with_one_cell_is_asked_about(warehouse: Warehouse) -> None:
    text = f"Receipts of March\n{TEXT}14 records,,,\n"
    shown = preview("bank.csv", text.encode(), MAPPING, warehouse, MONTH)
    assert 'Line 16, the last, contains only "14 records". If it is a remark' in str(shown.problem)
    ruled = replace(MAPPING, rows=(RowRule("ignored", "14 records"),))
    assert preview("bank.csv", text.encode(), ruled, warehouse, MONTH).rows == len(ROWS)


def test_no_mapping_of_another_width_is_mentioned(saved: Warehouse) -> None:
    card = drop(saved, NEXT.replace(",B1", ",B1,x"))
    assert card.status == "refused"
    assert "Bank" not in "\n".join(card.problems)


def test_headers_go_before_columns(saved: Warehouse) -> None:
    known = drop(saved, f"Payment Date,Order Ref,Amount,Batch Reference\n{NEXT}")
    assert (known.status, "mapping" in known.reading) == ("landed", False)
    save_mapping(saved, PAYMENTS_MAPPING, MONTH, "ann")
    assert "with the mapping Zahlungen of" in drop(saved, PAYMENTS, MONTH).reading


def test_a_mapping_with_headers_does_not_read_a_file_without_them(warehouse: Warehouse) -> None:
    save_mapping(warehouse, PAYMENTS_MAPPING, MONTH, "ann")
    assert drop(warehouse, PAYMENTS.partition("\n")[2], MONTH).status == "refused"


def test_two_mappings_that_fit_are_not_chosen_between(saved: Warehouse) -> None:
    other = replace(list_mappings(saved)[0], name="Till", version=0, saved_on=None)
    with pytest.raises(SeveralMappings, match='"Till" and "Bank"'):
        check_alone(open_sheets(TEXT.encode()), other, list_mappings(saved))
    save_mapping(saved, other, MONTH, "ann")
    card = drop(saved, NEXT)
    assert card.status == "refused"
    assert '"Till" and "Bank" both read it' in "\n".join(card.problems)
    forget_mapping(saved, next(one for one in list_mappings(saved) if one.name == "Till"), "ann")
    assert "with the mapping Bank of" in drop(saved, NEXT).reading


def test_a_forgotten_mapping_may_be_saved_again(saved: Warehouse) -> None:
    kept = list_mappings(saved)[0]
    forget_mapping(saved, kept, "ann")
    assert list_mappings(saved) == []
    again = save_mapping(saved, replace(kept, version=0, saved_on=None), MONTH, "ann")
    assert (again.version, list_mappings(saved)) == (3, [again])


def test_a_line_is_shown_under_the_numbers_of_its_columns(saved: Warehouse) -> None:
    line = read_original_line(NEXT.encode(), 1, mappings=list_mappings(saved))
    assert line.headings == name_columns(4)
    assert line.rows == (("2026-04-02", "SO-2", "2.1250", "B1"),)


def test_the_mapping_that_has_read_a_file_is_found_after_it_was_forgotten(saved: Warehouse) -> None:
    drop(saved, NEXT)
    kept = list_mappings(saved)[0]
    forget_mapping(saved, kept, "ann")
    record = saved.head().of("payments", "2026-04")[0]
    assert find_mapping(saved, record.reading["mapping"], record.reading["mapping_version"]) == kept
    assert find_mapping(saved, record.reading["mapping"], "7") is None


def test_a_mapping_file_states_headers_or_kinds() -> None:
    text = write_mapping(MAPPING)
    assert "headers" not in text
    assert read_mapping(text) == MAPPING
    with pytest.raises(BadMapping, match="if it has none, the kinds of its columns"):
        read_mapping(f'headers = ["a"]\n{text}')
    with pytest.raises(BadMapping, match=r"kinds\.0: expected"):
        read_mapping(text.replace('"dates"', '"days"'))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT, True),
        (f"Bank payments\n{TEXT}", True),
        (PAYMENTS, False),
        (LEDGER, False),
        ("Konto;Name;2024;2025\n1400;Sales;10,00;20,00\n1500;Cost;5,00;7,00\n", False),
        ("1400;Sales;10,00;20,00\n1500;Cost;5,00;7,00\n", True),
        ("A;B;C\nx;y;z\n", False),
        ('[{"day": "2026-03-13", "amount": 5}, {"day": "2026-03-14", "amount": 7}]', False),
    ],
)
def test_only_a_first_line_that_is_plainly_data_suggests_that_there_are_no_headers(text: str, expected: bool) -> None:
    assert lacks_headers(text) is expected


def test_a_file_with_fewer_columns_than_the_mapping_is_refused(warehouse: Warehouse) -> None:
    shown = preview("bank.csv", TEXT.replace(",B1", "").encode(), MAPPING, warehouse, MONTH)
    assert isinstance(shown.problem, Refused)
    assert "This file has 3 columns" in str(shown.problem)
