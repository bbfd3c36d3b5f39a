"""Accrual files: every journal balances, reverses on the first of the next month, and contains exact amounts."""

import csv
import io
import zipfile
from collections import defaultdict
from datetime import date
from decimal import Decimal

import fastexcel
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from close.archive import accrual_files
from close.archive.accrual_files import MOST_LINES, QUICKBOOKS, XERO, Line, NoAccount, NotBalanced, Style

END, BACK = date(2026, 3, 31), date(2026, 4, 1)
ACCOUNTS = {"inventory": "630", "payable": "801", "receivable": "611", "revenue": "200"}
TITLE = "Accruals March 2026"
BIG = Decimal("12345678901234.56")


def accruals(*documents: tuple[str, str, str, str, Decimal]) -> pa.Table:
    """Return rows of the report: quadrant, reference, debit role, credit role, amount."""
    rows = [
        {
            "quadrant": quadrant, "doc_type": "PO", "ref": ref, "contact": "=Magic Cycles", "role": role,
            "side": f"{debit}/{credit} {side}", "debit": amount if side == "debit" else Decimal(0),
            "credit": amount if side == "credit" else Decimal(0), "narration": f"{ref} =Magic Cycles",
        }
        for quadrant, ref, debit, credit, amount in documents
        for side, role in (("credit", credit), ("debit", debit))
    ]  # fmt: skip
    money = dict.fromkeys(("debit", "credit"), accrual_files.MONEY)
    columns = {name: pa.array([row[name] for row in rows], money.get(name, pa.string())) for name in rows[0]}
    return pa.table(columns)


BOOK = accruals(
    ("Received, not billed", "PO-1", "inventory", "payable", BIG),
    ("Received, not billed", "PO-2", "inventory", "payable", Decimal("-0.10")),
    ("Dispatched, not invoiced", "SO-1", "receivable", "revenue", Decimal("9.99")),
)


def made(book: pa.Table = BOOK) -> list[Line]:
    return accrual_files.lines(book, ACCOUNTS, END, TITLE)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_xero_has_its_columns_and_one_signed_amount() -> None:
    found = rows(accrual_files.xero(made(), Style("day-first", "No GST")))
    assert tuple(found[0]) == XERO
    assert [row["*Amount"] for row in found[:4]] == [f"-{BIG}", str(BIG), "0.10", "-0.10"]
    assert {row["*Date"] for row in found} == {"31/03/2026"}
    assert {row["*TaxRate"] for row in found} == {"No GST"}
    assert found[0]["*AccountCode"] == "801"
    assert found[0]["*Narration"] == "Accruals March 2026: Received, not billed"


def test_quickbooks_has_two_columns_and_never_a_sign() -> None:
    found = rows(accrual_files.quickbooks(made(), Style("month-first")))
    assert tuple(found[0]) == QUICKBOOKS
    assert {row["JournalDate"] for row in found} == {"03/31/2026"}
    assert (found[0]["Debits"], found[0]["Credits"]) == ("", str(BIG))
    assert not any(row[side].startswith("-") for row in found for side in ("Debits", "Credits"))
    assert all(bool(row["Debits"]) != bool(row["Credits"]) for row in found)
    assert max(len(row["JournalNo"]) for row in found) <= 21
    assert len({row["JournalNo"] for row in found}) == 2


def test_formulas_are_harmless() -> None:
    assert {row["Name"] for row in rows(accrual_files.quickbooks(made(), Style()))} == {"'=Magic Cycles"}


@pytest.mark.parametrize(("order", "said"), [("day-first", "01/04/2026"), ("month-first", "04/01/2026"),
                                             ("year-first", "2026-04-01"), (None, "01/04/2026")])  # fmt: skip
def test_dates_are_in_the_order_of_the_organisation(order: str | None, said: str) -> None:
    assert Style(order).say(BACK) == said


@pytest.mark.parametrize("package", accrual_files.WRITERS)
def test_the_reversal_takes_all_of_it_back(package: str) -> None:
    back = accrual_files.reverse(made(), BACK)
    assert {line.day for line in back} == {BACK}
    per_account: dict[str, Decimal] = defaultdict(Decimal)
    for line in [*made(), *back]:
        per_account[line.account] += line.amount
    assert not any(per_account.values())
    names = list(accrual_files.files(made(), BACK, package, Style()))
    assert names == ["accrual 2026-03-31 1.csv", "reversal 2026-04-01 1.csv"]


def test_a_role_without_an_account_is_refused_by_name() -> None:
    with pytest.raises(NoAccount, match="payable, receivable"):
        accrual_files.lines(BOOK, {"inventory": "630", "revenue": "200", "payable": " "}, END, TITLE)


def test_an_unbalanced_journal_is_refused() -> None:
    with pytest.raises(NotBalanced, match="PO-1"):
        accrual_files.lines(BOOK.slice(1), ACCOUNTS, END, TITLE)


@given(st.lists(st.decimals("-1e9", "1e9", places=2), min_size=1, max_size=700))
def test_every_file_balances_and_is_short_enough(amounts: list[Decimal]) -> None:
    book = accruals(
        *(("Received, not billed", f"PO-{n}", "inventory", "payable", amount) for n, amount in enumerate(amounts))
    )
    runs = list(accrual_files.parts(made(book)))
    assert sum(len(run) for run in runs) == 2 * len(amounts)
    for part, run in enumerate(runs, 1):
        found = rows(accrual_files.xero(run, Style(), part))
        assert len(found) <= MOST_LINES
        assert not sum(Decimal(row["*Amount"]) for row in found)
        pairs = rows(accrual_files.quickbooks(run, Style(), part))
        assert sum(Decimal(row["Debits"] or 0) for row in pairs) == sum(Decimal(row["Credits"] or 0) for row in pairs)


def test_a_zip_is_the_same_bytes_each_time() -> None:
    found = accrual_files.files(made(), BACK, "xero", Style())
    assert accrual_files.pack(found) == accrual_files.pack(found)
    assert zipfile.ZipFile(io.BytesIO(accrual_files.pack(found))).namelist() == list(found)


def test_support_holds_every_line() -> None:
    sheet = fastexcel.read_excel(accrual_files.support(made())).load_sheet(0).to_arrow()
    assert sheet.num_rows == len(made())
    assert sheet.column_names[:4] == ["Journal", "Day", "Account", "Debit"]
