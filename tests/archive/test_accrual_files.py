"""Accrual files: every journal balances, reverses on the first of the next month, and contains exact amounts."""

import csv
import io
import re
import zipfile
from collections import defaultdict
from datetime import date
from decimal import Decimal

import fastexcel
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from close.archive import accrual_dates, accrual_files
from close.archive.accrual_files import MOST_LINES, QUICKBOOKS, XERO, Line, NoAccount, NotBalanced, Style

END, BACK = date(2026, 3, 31), date(2026, 4, 1)
ACCOUNTS = {"inventory": "630", "payable": "801", "receivable": "611", "revenue": "200"}
TITLE = "Accruals March 2026"
BIG = Decimal("12345678901234.56")
STYLE = Style("ash-co", "No GST")


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


def written(package: str) -> list[list[dict[str, str]]]:
    """Return the rows of each file, the accruals before their reversals."""
    return [rows(content) for content in accrual_files.files(made(), BACK, package, STYLE).values()]


def test_xero_has_its_columns_and_one_signed_amount() -> None:
    found = written("xero")[0]
    assert tuple(found[0]) == XERO
    assert [row["*Amount"] for row in found[:4]] == [f"-{BIG}", str(BIG), "0.10", "-0.10"]
    assert {row["*TaxRate"] for row in found} == {"No GST"}
    assert found[0]["*AccountCode"] == "801"
    assert re.fullmatch(r"Accruals March 2026: Received, not billed \[ACC-2603A1-[0-9A-F]{7}\]", found[0]["*Narration"])


def test_quickbooks_has_two_columns_and_never_a_sign() -> None:
    found = written("quickbooks")[0]
    assert tuple(found[0]) == QUICKBOOKS
    assert (found[0]["Debits"], found[0]["Credits"]) == ("", str(BIG))
    assert not any(row[side].startswith("-") for row in found for side in ("Debits", "Credits"))
    assert all(bool(row["Debits"]) != bool(row["Credits"]) for row in found)
    assert len({row["JournalNo"] for row in found}) == 2


def test_formulas_are_harmless() -> None:
    assert {row["Name"] for row in written("quickbooks")[0]} == {"'=Magic Cycles"}


def test_dates_are_what_the_package_accepts() -> None:
    """A day that would be another one in the other order."""
    assert [{row["*Date"] for row in file} for file in written("xero")] == [{"31 Mar 2026"}, {"01 Apr 2026"}]
    assert [{row["JournalDate"] for row in file} for file in written("quickbooks")] == [{"03/31/2026"}, {"04/01/2026"}]


def test_dates_for_quickbooks_can_be_written_day_first() -> None:
    found = accrual_files.files(made(), BACK, "quickbooks", Style(is_day_first=True)).values()
    assert [{row["JournalDate"] for row in rows(file)} for file in found] == [{"31/03/2026"}, {"01/04/2026"}]
    steps = accrual_dates.say_how_to_import(END, "quickbooks", True)
    assert "DD/MM/YYYY" in steps
    assert "31/03/2026 cannot be read as another day" in steps
    assert list(accrual_dates.write_notes(END, "xero", False)) == []
    assert list(accrual_dates.write_notes(END, "quickbooks", False, "Rows are missing.")) == [
        "INCOMPLETE.txt",
        "How to import.txt",
    ]


def numbers(book: pa.Table = BOOK, end: date = END, organisation: str = "ash-co") -> list[str]:
    """Return the number of each journal, in the order of the files."""
    lines = accrual_files.lines(book, ACCOUNTS, end, TITLE)
    found = accrual_files.files(lines, BACK, "quickbooks", Style(organisation)).values()
    return [number for content in found for number in dict.fromkeys(row["JournalNo"] for row in rows(content))]


def test_no_two_journals_share_a_number() -> None:
    changed = BOOK.set_column(
        BOOK.schema.get_field_index("narration"), "narration", [[f"late {text.as_py()}" for text in BOOK["narration"]]]
    )
    every = [
        *numbers(),
        *numbers(changed),
        *numbers(end=date(2026, 4, 30)),
        *numbers(end=date(2027, 3, 31)),
        *numbers(organisation="elm-ltd"),
        *numbers(BOOK.slice(4)),
    ]
    assert len(numbers()) == 4  # two journals, each with its reversal
    assert len(set(every)) == len(every) == 22
    assert max(map(len, every)) <= 21


def test_the_same_journal_gets_the_same_number_again() -> None:
    assert numbers() == numbers()
    assert [row["*Narration"] for file in written("xero") for row in file if numbers()[0] in row["*Narration"]]


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
    for run in runs:
        named = {line.journal: "ACC" for line in run}
        found = rows(accrual_files.xero(run, named))
        assert len(found) <= MOST_LINES
        assert not sum(Decimal(row["*Amount"]) for row in found)
        pairs = rows(accrual_files.quickbooks(run, named))
        assert sum(Decimal(row["Debits"] or 0) for row in pairs) == sum(Decimal(row["Credits"] or 0) for row in pairs)


def test_a_zip_is_the_same_bytes_each_time() -> None:
    found = accrual_files.files(made(), BACK, "xero", Style())
    assert accrual_files.pack(found) == accrual_files.pack(found)
    assert zipfile.ZipFile(io.BytesIO(accrual_files.pack(found))).namelist() == list(found)


def test_support_holds_every_line() -> None:
    sheet = fastexcel.read_excel(accrual_files.support(made())).load_sheet(0).to_arrow()
    assert sheet.num_rows == len(made())
    assert sheet.column_names[:4] == ["Journal", "Day", "Account", "Debit"]
