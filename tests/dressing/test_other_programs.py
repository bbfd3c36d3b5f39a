"""The same export as other programs and people save it: guards against formulas, words for blanks, days, and totals."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random

import pyarrow as pa
import pytest

from loaders import read
from loaders.layouts.grids import drop_blanks
from tests.dressing.fitting import find_difference, list_rows, read_plain
from tests.dressing.styles import Style
from tests.dressing.subjects import list_subjects
from tests.dressing.tailor import tailor
from tests.loaders.exports import write_csv

SUBJECTS = (
    "kestrel Sales Orders and Credit Notes",
    "kestrel Payments",
    "kestrel COGS Breakdown",
    "kestrel Purchase Orders and Supplier Credit Notes",
    "alder Historic Stock Valuations",
    "invented sheet",
)
Show = Callable[[object], str]


def show(cell: object) -> str:
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)


def guard(before: str, after: str = "") -> Show:
    """Return a way to keep texts from becoming numbers or formulas."""
    return lambda cell: f"{before}{cell}{after}" if isinstance(cell, str) and cell else show(cell)


def write_blank(word: str) -> Show:
    return lambda cell: word if cell is None else show(cell)


def write_day(pattern: str, names: str = "") -> Show:
    days = names.split()
    return lambda cell: (
        cell.strftime(pattern.replace("%A", days[cell.weekday()] if days else "%A"))
        if isinstance(cell, date)
        else show(cell)
    )


def write_minus(sign: str) -> Show:
    return lambda cell: f"{sign}{-cell}" if isinstance(cell, Decimal) and cell < 0 else show(cell)


GERMAN = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"
FRENCH = "lundi mardi mercredi jeudi vendredi samedi dimanche"
SHOWN = {
    '="..."': guard('="', ' "'),
    "'...": guard("'"),
    "NaN": write_blank("NaN"),
    "(Leer)": write_blank("(Leer)"),
    "German weekday": write_day("%A, %d.%m.%Y", GERMAN),
    "French weekday": write_day("%A %d/%m/%Y", FRENCH),
    "year of two digits first": write_day("%y-%m-%d"),
    "figure dash": write_minus("\u2012"),
}


def read_as(name: str, write: Show, change: Callable[[str], str] = str) -> str:
    """Return the difference between a subject that is written in another way and the plain one."""
    subject = list_subjects()[name]
    page = tailor(subject, Style(day="%Y-%m-%d"), Random(0))
    rows = [
        [write(cell) if number > page.header and _is_document(row) else show(cell) for cell in row]
        for number, row in enumerate(page.rows)
    ]
    content = change(write_csv(rows).decode()).encode()
    return find_difference(read_plain(name), list_rows(read("export.csv", content, folder=subject.folder)))


def _is_document(row: list[object]) -> bool:
    return "Total" not in str(row[0]) and sum(cell is not None for cell in row) > 3


@pytest.mark.parametrize("kind", SHOWN)
@pytest.mark.parametrize("name", SUBJECTS)
def test_other_ways_to_write_a_cell_read_the_same(name: str, kind: str) -> None:
    assert not read_as(name, SHOWN[kind])


@pytest.mark.parametrize("word", ["Gesamtergebnis", "Eindtotaal", "Totale complessivo", "Total général", "Summe"])
@pytest.mark.parametrize("name", SUBJECTS)
def test_a_grand_total_is_known_in_other_languages(name: str, word: str) -> None:
    assert not read_as(name, show, lambda text: re.sub(r"(?m)^(Grand Total|Total)(?=,)", word, text))


@pytest.mark.parametrize("first", ["sep=,", '"sep=,"', "Table 1", "Tabelle 1"])
def test_a_first_line_of_the_program_is_no_organisation(first: str) -> None:
    for name in (*SUBJECTS, "kestrel Stock on Hand Reconciliation"):
        assert not read_as(name, show, lambda text: f"{first}\r\n{text}")


def test_the_end_of_a_file_of_dos_is_no_row() -> None:
    assert not read_as("kestrel Payments", show, lambda text: f"{text}\x1a")


def test_columns_that_a_pivot_adds_up_keep_their_meaning() -> None:
    text = "Invoice Date,Order Ref,Accounting Invoice Status,Sum of Sales,Sum of COGS,Sum of Gross Profit,GP%"
    plain = "Invoice Date,Order Ref,Accounting Invoice Status,Sales,COGS,Gross Profit,GP%"
    assert not read_as("kestrel COGS Breakdown", show, lambda content: content.replace(plain, text))


def test_not_available_is_a_blank_text_and_no_amount() -> None:
    assert [drop_blanks(pa.array(["N/A"]), numeric=numeric).null_count for numeric in (False, True)] == [1, 0]
