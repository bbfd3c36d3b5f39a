"""Hostile web pages: cells that cover millions of others, tables inside tables, and markup without an end."""

from random import Random

from tests.hostile.files import Upload, drop, list_exports


def make_spans(random: Random) -> Upload:
    span = random.choice(("999", "1000000", "-1", "9" * 5_000, "0", "٣"))
    name = random.choice(("rowspan", "colspan"))
    cell = f'<td {name}="{span}">a</td>'
    count = random.randint(100, 3_000_000 // len(cell))
    rows = random.choice(
        (f"<tr>{cell}</tr>" * count, f"<tr>{cell * count}</tr>", f"<tr>{cell * 90}</tr>" * (count // 100))
    )
    return drop("stock.xls", f"<html><body><table>{rows}</table></body></html>")


def make_tables(random: Random) -> Upload:
    depth = random.choice((5, 40, 80, 2_000))
    opening, closing = random.choice((
        ("<table><tr><td>a", "</td></tr></table>"), ("<table>", "</table>"), ("<div>", "</div>"), ("<b>", "</b>"),
        ("<table><tr><td>b</td><td>", "</td></tr></table>"), ("<td>", "</td>"), ("<tr>", "</tr>"),
    ))  # fmt: skip
    inside = "<table><tr><td>Ref</td><td>SOH</td></tr></table>"
    return drop("stock.htm", f"<html><body>{opening * depth}{inside}{closing * depth}</body></html>")


def make_markup(random: Random) -> Upload:
    """Return a sound export as a page, with something hostile in it."""
    lines = bytes(random.choice(list_exports()).content).decode("utf-8-sig").splitlines()
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split(",")) + "</tr>" for line in lines)
    hostile = random.choice((
        "<script>" * 9_000, "<!--" * 90_000, "<![CDATA[", "<style><td></style>", "&lt" * 90_000, "&#xD800;&#0;",
        "<td " + "a=1 " * 90_000 + ">", "<" * 300_000, "<table" * 50_000, "</table>" * 9_000,
        "<!DOCTYPE html [<!ENTITY a 'b'>]>",
        "<td style='display:none'>" + "<p>" * 300, "<tr><td x:num='1e999'>1</td></tr>",
        "<base href='http://x'><img src=x onerror=alert(1)>",
    ))  # fmt: skip
    at = random.choice((0, rows.find("</tr>") + 5, len(rows)))
    return drop("stock.htm", f"<html><body><table>{rows[:at]}{hostile}{rows[at:]}</table></body></html>")
