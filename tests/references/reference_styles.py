"""The ways in which a ledger may write Omni's references, and a month's files written in one of them."""

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

_JOINED = re.compile(r"^(?P<serial>.*) \| (?P<document>.*)$")
_DOCUMENT = re.compile(r"^(?P<prefix>.*?)(?P<number>[0-9]+)(?P<back_order>-[A-Z])?$")
_NAMED_IN_TEXT = re.compile(r"( - |(?<=Landed costs) |(?<=Stock adjustment) )[A-Z]+-[0-9]+(-[A-Z])?$")


@dataclass(frozen=True)
class Style:
    """A style. `joint` contains {serial} and {document}. `kinds` are sales, purchases or both."""

    joint: str
    prefix: str = "kept"  # kept, dropped, lower, spaced, zeros
    kinds: str = "both"

    @property
    def name(self) -> str:
        """The name of the test."""
        return f"{self.joint} {self.prefix} {self.kinds}"

    def write(self, text: str) -> str:
        """Write a reference in this style. Texts that do not refer to a document are unchanged."""
        joined = _JOINED.match(text)
        serial, document = joined.groups() if joined else ("", text)
        if not (parts := _DOCUMENT.match(document)) or (not joined and not text.startswith("AJ-")):
            return text
        if self.kinds != "both" and (serial.startswith("INV-") != (self.kinds == "sales")):
            return text
        own = _PREFIXES[self.prefix](parts["prefix"], parts["number"]) + (parts["back_order"] or "")
        return self.joint.format(serial=serial, document=own) if joined else own


_PREFIXES: dict[str, Callable[[str, str], str]] = {
    "kept": lambda prefix, number: prefix + number,
    "dropped": lambda _, number: number,
    "lower": lambda prefix, number: (prefix + number).lower(),
    "spaced": lambda prefix, number: f"{prefix.strip('-')} {number}",
    "zeros": lambda prefix, number: f"{prefix}00{number}",
}


def redress(exports: Iterable[Path], style: Style) -> list[tuple[str, str, bytes]]:
    """Rewrite a month's ledger files in a style, without documents in descriptions."""
    return [("", path.name, _rewrite(path, style) if _is_ledger(path) else path.read_bytes()) for path in exports]


def _is_ledger(path: Path) -> bool:
    return bool(re.search("Account_Transactions|SalesInvoices|Bills_", path.name))


def _rewrite(path: Path, style: Style) -> bytes:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    header = next(row for row in rows if {"Reference"} & {*row})
    written = [index for index, name in enumerate(header) if name in ("Reference", "InvoiceNumber")]
    described = [index for index, name in enumerate(header) if name == "Description"]
    lines = []
    for row in rows:
        if len(row) > max(written):
            for index in written:
                row[index] = style.write(row[index])
            for index in described:
                row[index] = _NAMED_IN_TEXT.sub("", row[index])
        lines.append(row)
    text = "".join(",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\n" for row in lines)
    return text.encode()
