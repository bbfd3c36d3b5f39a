"""Hostile workbooks: huge dimensions, repeated texts, entities, broken relationships, formulas, and garbage."""

import io
import struct
import zipfile
from functools import cache
from random import Random

import xlsxwriter

from loaders.files.workbook_child import OLD_OFFICE
from tests.hostile.files import Upload, drop, list_exports, pack
from tests.loaders.files.test_workbooks import rewrite
from tests.loaders.files.workbook_formats import write_ods, write_xlsb

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, STRINGS, BOOK, LINKS = (
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
) + '<!ENTITY file SYSTEM "file:///etc/passwd">]>'  # fmt: skip
EXCEL = "urn:schemas-microsoft-com:office:spreadsheet"


@cache
def _write_sound() -> bytes:
    """Return a sound export as a workbook."""
    rows = [line.split(",") for line in bytes(list_exports()[4].content).decode("utf-8-sig").splitlines()]
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("Report")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return target.getvalue()


def _sheet(cells: str, dimension: str = "A1:B2") -> bytes:
    head = f'<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/><sheetData>'
    return f"{head}{cells}</sheetData></worksheet>".encode()


def make_dimensions(random: Random) -> Upload:
    far = random.choice(("XFD1048576", "XFD1", "A1048576", "SF9999", "ZZZZZZ99999999999", "A0", "1", "A4294967297"))
    row = "".join(filter(str.isdigit, far)) or "1"
    cells = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{far}"><v>2</v></c></row>'
    return drop(
        "stock.xlsx", rewrite(_write_sound(), SHEET, _sheet(cells, random.choice(("A1:B2", f"A1:{far}", "", "x"))))
    )


def make_strings(random: Random) -> Upload:
    rows, length = random.choice(((20_000, 3_000), (60_000, 2_000), (90_000, 30), (20_000, 32_000)))
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, rows))
    text = "".join(random.choices("abcdefghijklmnop ", k=length))
    content = rewrite(_write_sound(), SHEET, _sheet(cells))
    return drop("stock.xlsx", rewrite(content, STRINGS, f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'.encode()))


def make_entities(random: Random) -> Upload:
    entity = random.choice(("&m;", "&l;" * 50, "&file;", "&undefined;", "&#0;", "&#xD800;"))
    part = random.choice((SHEET, STRINGS, BOOK, LINKS))
    with zipfile.ZipFile(io.BytesIO(_write_sound())) as book:
        text = book.read(part).decode()
    head, _, body = text.partition("?>")
    place = body.find(">", body.find("<t")) + 1 if "<t" in body else body.rfind("</")
    return drop(
        "stock.xlsx", rewrite(_write_sound(), part, f"{head}?>{LAUGHS}{body[:place]}{entity}{body[place:]}".encode())
    )


def make_relations(random: Random) -> Upload:
    target = random.choice(("worksheets/missing.xml", "/", "../../../etc/passwd", "file:///etc/passwd", "workbook.xml",
                            "http://example.org/x.xml", "", "worksheets/" + "a" * 9_000,
                            "_rels/workbook.xml.rels"))  # fmt: skip
    link = f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="{target}"/>'
    links = f'<Relationships xmlns="{PACKAGE}">{link * random.choice((1, 2, 9_000))}</Relationships>'
    return drop("stock.xlsx", rewrite(_write_sound(), LINKS, links.encode()))


def make_formulas(random: Random) -> Upload:
    formula = random.choice(
        ("1/0", "HYPERLINK(&quot;x&quot;)", "A1" + "+A1" * 20_000, "(" * 9_000, "cmd|' /C calc'!A0")
    )
    value = random.choice(("", "<v>#DIV/0!</v>", "<v>1e400</v>", "<v>NaN</v>", "<v></v>", f"<v>{'9' * 400}</v>"))
    kind = random.choice(("", ' t="e"', ' t="str"', ' t="b"', ' t="d"', ' t="zzz"', ' t="s"'))
    cells = f'<row r="1"><c r="A1"{kind}><f>{formula}</f>{value}</c></row>'
    return drop("stock.xlsx", rewrite(_write_sound(), SHEET, _sheet(cells * random.choice((1, 3_000)))))


def make_garbage(random: Random) -> Upload:
    rows: list[list[object]] = [["Ref", "SOH"], ["A", 1]]
    sound = random.choice((write_ods(rows), write_xlsb(rows), _write_sound()))
    content = bytearray(sound)
    for _ in range(random.randint(1, 30)):
        content[random.randrange(len(content))] = random.randrange(256)
    parts = {"xl/workbook.bin": random.randbytes(9_000), "xl/_rels/workbook.bin.rels": b"<a/>"}
    content_xml = {"mimetype": b"x", "content.xml": b"<a>" * random.choice((5, 90_000))}
    return drop(f"stock.{random.choice(('xlsx', 'xls', 'ods', 'xlsb', 'xlsm'))}",
                random.choice((bytes(content), random.randbytes(5_000), pack(parts), pack(content_xml))))  # fmt: skip


def make_old(random: Random) -> Upload:
    """Return the head of a compound file whose chains of sectors lead anywhere, also back to where they begin."""
    content = bytearray(OLD_OFFICE + bytes(504) + random.randbytes(4_096) * random.choice((1, 400)))
    struct.pack_into("<HH", content, 30, random.choice((9, 12, 0, 65_535)), random.choice((6, 0, 31)))
    struct.pack_into("<IIII", content, 48, random.choice((0, 1, 2**31)), 0, 4096, random.choice((0, 5)))
    struct.pack_into("<109I", content, 76, *(random.choice((0, 1, 2, 2**32 - 1)) for _ in range(109)))
    return drop("stock.xls", bytes(content))


def make_xml(random: Random) -> Upload:
    """Return an Excel 2003 workbook of many blank cells, or with entities."""
    count = random.randint(1_000, 60_000)
    rows = random.choice((
        '<Row><Cell ss:MergeAcross="16383"/></Row>' * count, '<Row><Cell ss:MergeAcross="499"/></Row>' * count,
        '<Row><Cell ss:Index="500"><Data>1</Data></Cell></Row>' + "<Row><Cell><Data>1</Data></Cell></Row>" * count,
        "<Row>" + '<Cell ss:MergeAcross="400"/>' * count + "</Row>",
        f'<Row ss:Index="{"9" * random.choice((6, 5_000))}"/>',
        '<Row ss:Span="1048576"/>' * count, "<Row><Cell><Data>&m;</Data></Cell></Row>", "<Row>" * count,
        "<Row><Cell><Data>&file;</Data></Cell></Row>", "<Row><Cell><Data>" + "<B>" * 5_000 + "</Data></Cell></Row>",
    ))  # fmt: skip
    declared = random.choice(("", LAUGHS))
    sheet = f'<Worksheet ss:Name="a"><Table>{rows}</Table></Worksheet>'
    book = f'<Workbook xmlns="{EXCEL}" xmlns:ss="{EXCEL}">{sheet}</Workbook>'
    return drop("book.xls", f'<?xml version="1.0"?>{declared}{book}')
