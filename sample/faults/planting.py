"""The planters for all causes, with a row per cause."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

from sample.company.documents import Document
from sample.company.months import Month
from sample.faults.document_faults import (
    Change,
    adjustment,
    auto_open,
    booked_after,
    credit,
    domestic,
    fewer_moved,
    healing,
    imported,
    large_credit,
    lasting,
    moved_after,
    not_booked,
    not_moved,
    order,
    posted,
    posted_early,
    posted_late,
    purchase,
    shifted,
    supplier_credit,
    web,
)
from sample.faults.ledger_faults import STRAYS, Stray


@dataclass(frozen=True)
class Faults:
    """The number of times each cause is planted over the run, in different months if possible."""

    counts: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def none(cls) -> "Faults":
        """Return no faults, so that the truth has no rows."""
        return cls()

    @classmethod
    def of(cls, causes: Iterable[str], times: int = 1) -> "Faults":
        """Return each of these causes, given by catalogue id, that many times."""
        return cls(dict.fromkeys(causes, times))

    def without(self, causes: Iterable[str]) -> "Faults":
        """Return the same faults without these causes."""
        return Faults({cause: count for cause, count in self.counts.items() if cause not in set(causes)})

    @classmethod
    def all(cls, times: int = 3) -> "Faults":
        """Return every cause that has a planter, with rare causes once."""
        return cls({cause: 1 if cause in RARE else times for cause in PLANTERS})


@dataclass
class Field:
    """The documents in the run by reference, with one month about to be damaged."""

    documents: dict[str, Document]
    month: Month
    first: Month
    rng: Random
    strays: list[Stray] = field(default_factory=list)
    stale: set[Month] = field(default_factory=set)  # months whose COGS journal was not refreshed before the export

    def sound(self, wanted: Callable[[Document], bool]) -> list[Document]:
        """Return matching documents that moved and booked in the month and do not have a fault yet."""
        return [
            d
            for d in self.documents.values()
            if not d.fault and self.month.holds(d.moved_on) and self.month.holds(d.booked_on) and wanted(d)
        ]

    def put(self, document: Document, fault: str) -> None:
        """Replace or add a document."""
        self.documents[document.ref] = replace(document, fault=fault)


def plant(faults: Faults, documents: Iterable[Document], months: tuple[Month, ...], rng: Random) -> Field:
    """Plant the faults. A month without a suitable document is skipped."""
    damaged = Field({d.ref: d for d in documents}, months[0], months[0], rng)
    for start, (cause, planter) in enumerate(PLANTERS.items()):
        for n in range(faults.counts.get(cause, 0)):
            damaged.month = months[(start + n) % len(months)]
            planter(damaged, cause)
    return damaged


def edit(wanted: Callable[[Document], bool], *changes: Change) -> Callable[[Field, str], None]:
    """Change one sound document, chosen at random from all suitable changes with equal probability."""

    def planter(field: Field, cause: str) -> None:
        if suitable := field.sound(wanted):
            document = field.rng.choice(suitable)
            field.put(field.rng.choice(changes)(document, field.month, field.rng), cause)

    return planter


def register_open(field: Field, cause: str) -> None:
    """Leave every register sale and return at one branch on one day unbatched."""
    tills = field.sound(lambda d: d.source == "POS")
    if not tills:
        return
    one, day = field.rng.choice(tills), field.rng.choice((None, field.month.well_after(field.rng)))
    for d in tills:
        if (d.branch, d.created) == (one.branch, one.created):
            field.put(replace(d, booked_on=day), cause)


def phantom(field: Field, cause: str) -> None:
    """Give a second order, which nobody ever receives, the same supplier number."""
    suitable = field.sound(domestic)
    if suitable:
        d = field.rng.choice(suitable)
        series = max(int(ref.removeprefix(prefix)) for prefix, ref in references(field, d))
        ref = f"{prefix_of(d.ref)}{series + 1}"
        field.documents[d.ref] = replace(d, fault=f"{cause} original")
        booked = min(max(d.booked_on or d.created, d.created) + timedelta(days=1), field.month.end)
        field.put(replace(d, ref=ref, moved_on=None, booked_on=booked), cause)


def references(field: Field, document: Document) -> list[tuple[str, str]]:
    """Return the prefix and reference of every document in its series."""
    return [(prefix_of(d.ref), d.ref) for d in field.documents.values() if d.kind == document.kind]


def prefix_of(ref: str) -> str:
    """Return the prefix of a reference: everything before its number."""
    return ref.rstrip("0123456789")


def stray(field: Field, cause: str) -> None:
    """Return a line that exists only in the ledger."""
    bills = field.sound(domestic) if cause == "P10" else []
    if cause == "P10" and not bills:
        return
    bill = field.rng.choice(bills) if bills else None
    if bill:
        field.put(bill, cause)
    field.strays.append(STRAYS[cause](field.month, field.rng, bill))


def backdated(field: Field, cause: str) -> None:
    """Return a line entered this month but dated in the previous one. In the first month, it is left to the next."""
    month = max(field.month, field.first.next)
    field.strays.append(STRAYS[cause](month, field.rng, None))


def stale_journal(field: Field, _: str) -> None:
    """Remove the last few days from the COGS journal. In the next month's export it is refreshed."""
    field.stale.add(field.month)


DRAFTS = ("S19", "P07")  # only Xero keeps a synced draft
RARE = ("S11", "G05", "S25", "P10")
PLANTERS: dict[str, Callable[[Field, str], None]] = {
    "S15": register_open,
    "S16": edit(web, not_booked),
    "S01": edit(order, not_booked),
    "S02": edit(order, not_moved),
    "S03": edit(order, booked_after, moved_after),
    "S04": edit(order, fewer_moved),
    "S05": edit(order, healing(outcome="NOT_IMPORTED")),
    "S06": edit(order, healing(outcome="ERROR")),
    "S07": edit(order, lasting(outcome="DO_NOT_IMPORT")),
    "S08": edit(web, lasting(outcome="IMPORTED")),
    "S09": edit(order, lasting(costing="zero"), lasting(costing="blank")),
    "S10": edit(order, lasting(costing="times12"), lasting(costing="negative")),
    "C01": edit(credit, not_booked),
    "C02": edit(credit, not_moved),
    "C03": edit(large_credit, fewer_moved),
    "C04": edit(credit, healing(outcome="NOT_IMPORTED", number="")),
    "P24": phantom,
    "P01": edit(purchase, not_booked),
    "P02": edit(purchase, not_moved),
    "P03": edit(purchase, booked_after, moved_after),
    "P11": edit(imported, lasting(uploaded=False)),
    "P04": edit(purchase, fewer_moved),
    "P05": edit(purchase, healing(outcome="NOT_IMPORTED", number="")),
    "P06": edit(purchase, *(healing(outcome=status) for status in ("NOT_IMPORTED", "ERROR", "DO_NOT_IMPORT"))),
    "P19": edit(supplier_credit, not_booked),
    "P20": edit(supplier_credit, not_moved),
    "P21": edit(supplier_credit, healing(outcome="NOT_IMPORTED", number="")),
    "A01": edit(adjustment, not_booked, lasting(uploaded=False)),
    "A02": edit(adjustment, booked_after, moved_after),
    "A03": edit(adjustment, auto_open),
    "S19": edit(order, posted(state="draft")),
    "S20": edit(order, shifted(150, 4000)),
    "S21": edit(order, posted_late, posted_early),
    "S22": edit(order, posted(state="voided"), lasting(void=True)),
    "S24": edit(order, shifted(1, 2)),
    "S25": edit(order, posted(copies=2)),
    "P07": edit(purchase, posted(state="draft")),
    "P09": edit(purchase, shifted(150, 4000)),
    "P23": edit(domestic, posted(state="voided"), lasting(void=True)),
    "P10": stray,
    "G01": stray,
    "G02": stray,
    "G05": backdated,
    "S11": stale_journal,
}
