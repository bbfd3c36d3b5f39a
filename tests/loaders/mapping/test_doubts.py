"""Doubtful values: a file is refused if the mapping and the file do not decide them. A total never lands as a row."""

from dataclasses import replace

import pytest

from close.errors import Refused
from loaders.mapping.mapping import RowRule
from loaders.mapping.stray_rows import RowAboveHeaders, ValuesAsHeaders
from loaders.mapping.sums import TotalAsRow
from loaders.mapping.written import MarkUnknown, OrderUnknown, OtherMark, OtherOrder

from .foreign import LEDGER, LEDGER_MAPPING, PAYMENTS, PAYMENTS_MAPPING, money, read_mapped, rows_of

OPEN_MARKS = PAYMENTS.replace("10.50", "1.500").replace("20.25", "2.250").replace("5.00", "500")
OPEN_DAYS = PAYMENTS.replace("2026-03-02", "02/03/2026").replace("2026-03-03", "03/03/2026").replace(
    "2026-03-04", "03/04/2026"
)  # fmt: skip


def test_amounts_that_have_two_values_ask_for_the_decimal_mark() -> None:
    with pytest.raises(MarkUnknown, match=r'Line 2, Betrag: "1\.500"'):
        read_mapped(OPEN_MARKS, PAYMENTS_MAPPING)
    amounts = {
        mark: rows_of(read_mapped(OPEN_MARKS, replace(PAYMENTS_MAPPING, decimal_mark=mark)), "payments", "amount")[0]
        for mark in ("point", "comma")
    }
    assert amounts == {"point": (money("1.5"),), "comma": (money("1500"),)}


def test_an_amount_that_contradicts_the_decimal_mark_is_refused() -> None:
    with pytest.raises(OtherMark, match=r'"10\.50" does not have a decimal comma'):
        read_mapped(PAYMENTS, replace(PAYMENTS_MAPPING, decimal_mark="comma"))


def test_days_that_have_two_meanings_ask_for_the_order() -> None:
    with pytest.raises(OrderUnknown, match='Line 2, Wann: "02/03/2026"'):
        read_mapped(OPEN_DAYS, PAYMENTS_MAPPING)
    ordered = replace(PAYMENTS_MAPPING, date_order="day-first")
    days = rows_of(read_mapped(OPEN_DAYS.replace("03/04", "04/03"), ordered), "payments", "payment_date")
    assert [str(day) for (day,) in days] == ["2026-03-02", "2026-03-03", "2026-03-04"]


def test_days_that_contradict_the_order_are_refused() -> None:
    with pytest.raises(OtherOrder, match=r'evidence: line 7 "13\.03\.2026"'):
        read_mapped(LEDGER, replace(LEDGER_MAPPING, date_order="month-first"))


@pytest.mark.parametrize(
    "total",
    [
        "2026-03-31,Ukupno,35.75,",  # a dated total in words that nobody knows
        "2026-03-31,SO-9,35.75,B9",  # the last row
    ],
)
def test_a_total_that_would_land_as_a_row_is_pointed_out(total: str) -> None:
    label = total.partition(",")[0]
    with pytest.raises(TotalAsRow, match=rf'Line 5 \("{label}"\) equals the sum of lines 2 to 4') as refused:
        read_mapped(f"{PAYMENTS}{total}\n", PAYMENTS_MAPPING)
    assert "If it is a total, remove line 5 from the file" in str(refused.value)
    assert "are totals" not in str(refused.value)


def test_several_sums_are_no_coincidence() -> None:
    groups = [f"{name}1,1,10.50\n{name}2,2,20.0{number}\n{name},3,30.5{number}\n" for number, name in enumerate("ABC")]
    mapping = replace(
        PAYMENTS_MAPPING,
        dataset="stock_valuation_lines",
        headers=("Ware", "Menge", "Wert"),
        columns={"product_code": "Ware", "soh": "Menge", "stock_value": "Wert"},
    )
    with pytest.raises(TotalAsRow, match=r'Line 4 \("A"\) equals the sum of lines 2 to 3'):
        read_mapped(f"Ware,Menge,Wert\n{''.join(groups)}Z,4,5.00\n", mapping)


def test_a_total_above_its_rows_is_pointed_out() -> None:
    header, rows = PAYMENTS.split("\n", 1)
    with pytest.raises(TotalAsRow, match=r"Line 2 .* equals the sum of lines 3 to 5"):
        read_mapped(f"{header}\n2026-03-01,Ukupno,35.75,\n{rows}", PAYMENTS_MAPPING)


def test_a_row_that_was_confirmed_lands() -> None:
    text, rule = PAYMENTS + "2026-03-31,SO-9,35.75,B9\n", RowRule("row", "2026-03-31")
    found = read_mapped(text, replace(PAYMENTS_MAPPING, rows=(rule,)))
    assert len(rows_of(found, "payments", "amount")) == 4


def test_a_subtotal_in_the_middle_is_pointed_out_although_other_columns_are_blank() -> None:
    text = "Ware,Menge,Wert\nA,1,10.50\nB,2,20.00\nUkupno,,30.50\nC,4,5.00\nD,5,6.00\n"
    mapping = replace(
        PAYMENTS_MAPPING,
        dataset="stock_valuation_lines",
        headers=("Ware", "Menge", "Wert"),
        columns={"product_code": "Ware", "soh": "Menge", "stock_value": "Wert"},
    )
    found = read_mapped(text, mapping)
    check = next(check for check in found.card.checks if check.label == "Totals among the rows")
    assert (check.state, "line 4 equals lines 2 to 3" in check.detail) == ("not proven", True)


def test_opening_balances_among_the_entries_are_pointed_out() -> None:
    text = LEDGER.replace("Verkauf SO-1;1.190", "EB-Wert laut Bilanz;1.190").replace(
        "Verkauf SO-1;;1.190", "Saldovortrag laut Bilanz;;1.190"
    )
    checks = {check.label: check for check in read_mapped(text, LEDGER_MAPPING).card.checks}
    assert "lines 5, 6 may be opening balances" in checks["Opening balances"].detail
    assert not [check for check in read_mapped(LEDGER, LEDGER_MAPPING).card.checks if check.label == "Opening balances"]


def test_a_row_of_data_as_headers_is_refused() -> None:
    headers = ("2026-03-02", "SO-1", "10.50", "B1")
    columns = {"payment_date": 1, "order_ref": 2, "amount": 3, "batch_reference": 4}
    with pytest.raises(ValuesAsHeaders, match="Line 2"):
        read_mapped(PAYMENTS, replace(PAYMENTS_MAPPING, headers=headers, columns=columns))


def test_rows_above_the_headers_are_not_lost() -> None:
    with pytest.raises(RowAboveHeaders, match="Line 1 is above the headers in line 2"):
        read_mapped("2026-03-01,SO-0,99.00,B0\n" + PAYMENTS, PAYMENTS_MAPPING)


@pytest.mark.parametrize("broken", ["12x.00", "1.2.3", "n/a"])
def test_a_cell_that_is_not_an_amount_is_refused_with_its_place(broken: str) -> None:
    with pytest.raises(Refused, match=f'Line 3, Betrag: "{broken}" is not an amount'):
        read_mapped(PAYMENTS.replace("20.25", broken), PAYMENTS_MAPPING)
