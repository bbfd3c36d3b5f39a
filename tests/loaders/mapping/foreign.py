"""Files that no loader recognises, and the mappings that read them."""

from dataclasses import replace
from decimal import Decimal

from loaders.intake.exports import Folder, PendingLanding, read
from loaders.mapping.mapping import Mapping

MONTH = "2026-03"
LEDGER = """Nordwind GmbH
Kontenblatt

Buchungstag;Beleg;Konto;Bezeichnung;Buchungstext;Soll;Haben
02.03.2026;RE-1;1400;Forderungen;Verkauf SO-1;1.190,00;
02.03.2026;RE-1;8400;Umsatz;Verkauf SO-1;;1.190,00
13.03.2026;RE-2;1400;Forderungen;Verkauf SO-2;500,00;
13.03.2026;RE-2;8400;Umsatz;Verkauf SO-2;;500,00
"""
LEDGER_MAPPING = Mapping(
    name="Nordwind Kontenblatt",
    dataset="ledger_entries",
    headers=("Buchungstag", "Beleg", "Konto", "Bezeichnung", "Buchungstext", "Soll", "Haben"),
    columns={
        "entry_date": "Buchungstag",
        "reference": "Beleg",
        "code": "Konto",
        "name": "Bezeichnung",
        "description": "Buchungstext",
        "debit": "Soll",
        "credit": "Haben",
    },
)
PAYMENTS = "Wann,Bestellung,Betrag,Lauf\n2026-03-02,SO-1,10.50,B1\n2026-03-03,SO-2,20.25,B1\n2026-03-04,SO-3,5.00,B2\n"
PAYMENTS_MAPPING = Mapping(
    name="Zahlungen",
    dataset="payments",
    headers=("Wann", "Bestellung", "Betrag", "Lauf"),
    columns={"payment_date": "Wann", "order_ref": "Bestellung", "amount": "Betrag", "batch_reference": "Lauf"},
)


def one_amount(positive: str) -> Mapping:
    """Return a mapping of a ledger with one amount column, called Betrag."""
    columns = {name: place for name, place in LEDGER_MAPPING.columns.items() if name not in {"debit", "credit"}}
    return replace(
        LEDGER_MAPPING,
        headers=(*LEDGER_MAPPING.headers[:5], "Betrag"),
        columns={**columns, "signed_amount": "Betrag"},
        positive=positive,
    )


def read_mapped(text: str, mapping: Mapping, period: str = MONTH) -> PendingLanding:
    """Read a file with a mapping."""
    return read("export.csv", text.encode(), None, Folder(None, period), mapping=mapping)


def rows_of(landing: PendingLanding, dataset: str, *columns: str) -> list[tuple[object, ...]]:
    """Return some columns of what would land, in the order of the file."""
    table = landing.landing.tables[dataset].sort_by("_line")
    return list(zip(*(table[name].to_pylist() for name in columns), strict=True))


def money(text: str) -> Decimal:
    """Return an amount as it lands."""
    return Decimal(text).quantize(Decimal("0.0001"))
