"""Damaged files by number: the same number is always the same file."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from tests.dressing.styles import Style
from tests.dressing.subjects import Subject, list_subjects
from tests.dressing.tailor import tailor
from tests.dressing.writing import write_page
from tests.loaders.exports import HEADERS, SALES, Row, print_cell, total_row
from tests.loaders.files.workbook_formats import write_ods, write_xlsb
from tests.loaders.fuzz.mutations import damage_archive, damage_bytes, damage_cells, damage_text

SAMPLES = Path(__file__).parents[1] / "samples"
_LISTS = {
    "orders.json": "order_lines/api.json",
    "transfers.json": "api_transfers/as_in_file.json",
    "jobs.json": "api_jobs/as_in_file.json",
}
_LEDGER = Path(__file__).parents[1] / "files/samples/ledger.xls"
_EXCEL = "urn:schemas-microsoft-com:office:spreadsheet"
_ZIPPED = ("kestrel Payments", "kestrel Stock Adjustments")
Damage = Callable[[bytes, Random], bytes]


@dataclass(frozen=True)
class Input:
    """A damaged file, and the month of the sound one."""

    number: int
    name: str
    content: bytes
    period: str


@dataclass(frozen=True)
class Seed:
    """A sound file, its month, and the ways to damage it."""

    name: str
    content: bytes
    period: str
    ways: tuple[Damage, ...]

    @property
    def is_workbook(self) -> bool:
        """True if another process reads the file, which takes half a second."""
        return self.name.endswith((".xlsx", ".xlsb", ".ods", "ledger.xls"))


@cache
def list_seeds() -> tuple[Seed, ...]:
    """Return the sound files."""
    subjects, plain = list_subjects(), Style(day="%Y-%m-%d")
    payments, (month, own) = subjects["kestrel Payments"], ("2026-07", "2027-09")
    settings = (SAMPLES / "organisation.toml").read_bytes()
    archive = _zip(
        {"organisation.toml": settings, **{f"{name}.csv": _write(subjects[name], plain) for name in _ZIPPED}}
    )
    sales = [HEADERS, *SALES, total_row()]
    deeply = (damage_bytes, damage_text, damage_text)
    texts = (
        Seed(f"{name}.csv", _write(subject, plain), _find_period(subject), (damage_bytes, damage_cells))
        for name, subject in subjects.items()
    )
    return (
        *texts,
        *[Seed(name, _read_in_days(path), own, deeply) for name, path in _LISTS.items()] * 3,
        *[Seed("organisation.toml", settings, own, deeply)] * 3,
        *[Seed("exports.zip", archive, month, (damage_archive,))] * 3,
        Seed("payments.xlsx", _write(payments, Style(shape="workbook")), month, (damage_archive,)),
        Seed("sales.xlsb", write_xlsb(sales), own, (damage_archive, damage_bytes)),
        Seed("sales.ods", write_ods(sales), own, (damage_archive, damage_bytes)),
        Seed("ledger.xls", _LEDGER.read_bytes(), "2027-05", (damage_bytes,)),
        *[Seed("page.xls", _write_web_page(sales), own, deeply)] * 3,
        *[Seed("book.xls", _write_xml_workbook(sales), own, deeply)] * 3,
    )


def make_input(number: int, *, workbooks: bool = True) -> Input:
    """Return a damaged file."""
    random = Random(number)
    seed = random.choice([seed for seed in list_seeds() if workbooks or not seed.is_workbook])
    return Input(number, seed.name, random.choice(seed.ways)(seed.content, random), seed.period)


def _find_period(subject: Subject) -> str:
    organisation = subject.folder.organisation
    return (organisation.period if organisation else None) or "2027-09"


def _write(subject: Subject, style: Style) -> bytes:
    return write_page(tailor(subject, style, Random(0)), style)


def _write_web_page(rows: Sequence[Row]) -> bytes:
    lines = ("".join(f"<td>{escape(print_cell(value))}</td>" for value in row) for row in rows)
    return f"<html><body><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table></body></html>".encode()


def _write_xml_workbook(rows: Sequence[Row]) -> bytes:
    cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    lines = ("".join(cell.format(escape(print_cell(value))) for value in row) for row in rows)
    body = f'<Worksheet ss:Name="Sales"><Table>{"".join(f"<Row>{line}</Row>" for line in lines)}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook xmlns="{_EXCEL}" xmlns:ss="{_EXCEL}">{body}</Workbook>'.encode()


def _read_in_days(sample: str) -> bytes:
    """Return a list with days in place of moments, which need no time zone and so are not refused at once."""
    return re.sub(rb"T\d\d:\d\d:\d\dZ", b"T00:00:00Z", (SAMPLES / sample).read_bytes())


def _zip(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()
