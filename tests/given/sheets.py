"""The cells of a workbook as it was written, and the values that its formulas have."""

import io
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
REF = re.compile(r"(?:'([^']+)'|(\w+))?!?\$?([A-Z]+)\$?(\d+)$")
CENT = Decimal("0.01")
Value = Any  # an amount as a Decimal, or a text


@dataclass(frozen=True)
class Cell:
    """The value of a cell, and its formula if it has one."""

    value: Value
    formula: str = ""


@dataclass(frozen=True)
class Book:
    """The cells of each sheet by address."""

    sheets: dict[str, dict[str, Cell]]

    def row(self, sheet: str, label: str) -> dict[str, Cell]:
        """Return the first row whose column A is a text, by column."""
        cells = self.sheets[sheet]
        line = next(ref[1:] for ref, cell in cells.items() if re.fullmatch(r"A\d+", ref) and cell.value == label)
        return {ref.removesuffix(line): c for ref, c in cells.items() if re.fullmatch(rf"[A-Z]+{line}", ref)}

    def formulas(self) -> list[tuple[str, str, Cell]]:
        """Return every formula with its sheet and address."""
        found = ((name, ref, cell) for name, cells in self.sheets.items() for ref, cell in cells.items())
        return [(name, ref, cell) for name, ref, cell in found if cell.formula]

    def span(self, cells: str, sheet: str) -> list[Value]:
        """Return the values of a range in one column. Blank cells are an empty text."""
        first, last = cells.split(":")
        name, column, start = self._find(first, sheet)
        _, _, end = self._find(last, name)
        found = (self.sheets[name].get(f"{column}{line}") for line in range(start, end + 1))
        return [cell.value if cell else "" for cell in found]

    def evaluate(self, formula: str, sheet: str) -> Value:
        """Return the value of a formula, from the cells that it refers to."""
        text = formula.removeprefix("=")
        if match := re.fullmatch(r"ROUND\((.*),2\)", text):
            first, *others = (self.value(ref, sheet) for ref in match[1].split("-"))
            return (first - sum(others)).quantize(CENT)
        if match := re.fullmatch(r"SUM\((.*)\)", text):
            return sum((v for v in self.span(match[1], sheet) if isinstance(v, Decimal)), Decimal(0))
        if match := re.fullmatch(r"SUMIFS\((.*),(.*),(.*)\)", text):
            amounts, keys = self.span(match[1], sheet), self.span(match[2], sheet)
            wanted = self.value(match[3], sheet)
            return sum((a for a, key in zip(amounts, keys, strict=True) if key == wanted and a != ""), Decimal(0))
        if match := re.fullmatch(r"COUNTIF\((.*),(.*)\)", text):
            return Decimal(self.span(match[1], sheet).count(self.value(match[2], sheet)))
        return self.value(text, sheet)

    def value(self, ref: str, sheet: str) -> Value:
        """Return the value of a cell of this or another sheet."""
        name, column, line = self._find(ref, sheet)
        return self.sheets[name][f"{column}{line}"].value

    def _find(self, ref: str, sheet: str) -> tuple[str, str, int]:
        match = REF.fullmatch(ref)
        assert match, ref
        return match[1] or match[2] or sheet, match[3], int(match[4])


def read_book(content: bytes) -> Book:
    """Return the cells of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        targets = {e.get("Id"): e.get("Target") for e in _parse(archive, "xl/_rels/workbook.xml.rels")}
        listed = _parse(archive, "xl/sharedStrings.xml") if "xl/sharedStrings.xml" in archive.namelist() else ()
        shared = ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in listed]
        return Book(
            {
                str(sheet.get("name")): _read_cells(_parse(archive, f"xl/{targets[sheet.get(LINK)]}"), shared)
                for sheet in _parse(archive, "xl/workbook.xml").iter(f"{MAIN}sheet")
            }
        )


def forget_values(content: bytes) -> bytes:
    """Return a workbook whose formulas have no values, so that a program has to calculate them."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(target, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f>", archive.read(name)))
    return target.getvalue()


def _parse(archive: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(archive.read(name))  # noqa: S314 - our own file


def _read_cells(sheet: ET.Element, shared: list[str]) -> dict[str, Cell]:
    return {str(cell.get("r")): _read_cell(cell, shared) for cell in sheet.iter(f"{MAIN}c") if len(cell)}


def _read_cell(cell: ET.Element, shared: list[str]) -> Cell:
    formula, value = cell.findtext(f"{MAIN}f", ""), cell.findtext(f"{MAIN}v", "")
    if cell.get("t") == "s":
        return Cell(shared[int(value)], formula)
    if cell.get("t") == "inlineStr":
        return Cell("".join(text.text or "" for text in cell.iter(f"{MAIN}t")), formula)
    return Cell(value if cell.get("t") == "str" or not value else Decimal(value), formula)
