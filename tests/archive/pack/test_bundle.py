"""The rest of a month pack: its journal, all of it in one file, and what its workbook and its print have in common."""

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from close.archive.pack import bundle, paper, workbook
from close.archive.pack.bundle import NO_JOURNAL
from close.archive.pack.journal import make_journal
from close.archive.pack.month import PackedMonth
from close.commands.command import main
from tests.given.sheets import Book, read_book

ACCOUNTS = {"payable": "2105", "receivable": "1105", "goods_in_transit": "645", "deferred_revenue": "850"}


def test_the_heading_of_blank_cogs_agrees_with_undated_rows(book: Book, month: PackedMonth, half: PackedMonth) -> None:
    undated = [row for row in month.rows("blank_cogs") if row["acct_date"] is None or row["move_date"] is None]
    listed = {cell.value for cell in book.sheets["Blank COGS"].values()}
    assert {row["order_ref"] for row in undated} <= listed
    assert undated
    for text in (listed, {fact["about"] for fact in paper.list_facts(month)["tops"]}):
        assert any("Those without a date are included" in str(value) for value in text)
        assert not any("Dispatched and invoiced documents" in str(value) for value in text)
    assert "*" not in str(paper.list_facts(half)["tops"][1]["rows"])


def test_signatures_and_their_suspension_are_in_both(half: PackedMonth) -> None:
    signed = PackedMonth(half.warehouse, half.period)
    moved = "suspended: what was signed has changed"
    signed.facts["signatures"] = [
        {
            "role": "Prepared by",
            "who": "ann #x",
            "at": "2026-04-07 09:12",
            "number": 3,
            "state": moved,
            "is_valid": False,
        },
    ]
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf(signed))).pages)
    assert "Prepared by ann #x, 2026-04-07 09:12 UTC, signature 3, suspended" in re.sub(r"\s+", " ", text)
    assert "Valid signatures of the month 0 of 2" in re.sub(r"\s+", " ", text)
    row = read_book(workbook.xlsx(signed)).row("Summary", "Prepared by ann #x")
    assert row["C"].value == f"2026-04-07 09:12 UTC, signature 3: {moved}"


def test_the_journal_balances_and_needs_its_accounts(month: PackedMonth, half: PackedMonth) -> None:
    assert "Accrued purchases" in make_journal(month, {}).why_not
    assert "Purchase orders" in make_journal(half, ACCOUNTS).why_not
    files = make_journal(month, ACCOUNTS).files
    assert [name.split()[0] for name in files] == ["accrual", "reversal"]
    amounts = [line.split(",")[-5] for line in files[next(iter(files))].decode().splitlines()[1:]]
    assert sum(map(Decimal, amounts)) == 0


def test_everything_is_one_zip_with_the_same_bytes(month: PackedMonth) -> None:
    made = bundle.write(month, ACCOUNTS)
    assert made == bundle.write(PackedMonth(month.warehouse, month.period), ACCOUNTS)
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert [name.rpartition(".")[2] for name in names] == ["csv", "csv", "pdf", "xlsx"]


def test_the_command_writes_a_folder_or_a_zip(
    month: PackedMonth, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--warehouse", str(month.warehouse.root), "--organisation", "whole", "--period", month.period]
    assert main(["pack", *where, "-o", str(tmp_path / "folder")]) == 0
    assert (tmp_path / "folder" / NO_JOURNAL).read_text().startswith("The journal needs an account")
    accounts = [f"--account={role}={account}" for role, account in ACCOUNTS.items()]
    assert main(["pack", *where, *accounts, "-o", str(tmp_path / "all.zip")]) == 0
    assert len(zipfile.ZipFile(tmp_path / "all.zip").namelist()) == 4
    assert main(["pack", *where, "--account=2105", "-o", str(tmp_path / "no.zip")]) == 2
    assert "payable=2105" in capsys.readouterr().err
