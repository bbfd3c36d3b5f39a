"""The page that shows just the documents of a step, and the filters that a link sets there.

A step that is not named here has its own list on the checklist alone: no other page counts what it counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pages.parts.frame import link
from pages.parts.steps import Row


@dataclass(frozen=True)
class Proof:
    """A page, what it is called, its report, and the kind of document and the flags that leave the rows of a step."""

    page: str
    title: str
    report: str
    doc_type: str = ""
    flags: tuple[str, ...] = ()

    @property
    def choices(self) -> Mapping[str, str]:
        """What the link sets on the page."""
        chosen = {"type": self.doc_type, f"flags-{self.report}": ",".join(self.flags)}
        return {name: value for name, value in chosen.items() if value}


def _sales(doc_type: str, *flags: str) -> Proof:
    return Proof("reports/sales_and_credits", "Sales and credits", "sales_and_credits", doc_type, flags)


def _purchases(doc_type: str, *flags: str) -> Proof:
    return Proof("reports/purchases_and_credits", "Purchases and credits", "purchases_and_credits", doc_type, flags)


PROOFS = {
    "CH1": _sales("SO", "SC1", "SC2", "SC4", "SC5"),
    "CH2": _sales("CN", "SC1", "SC2", "SC4", "SC8"),
    "CH3": _purchases("PO", "PS1", "PS2", "PS4", "PS5"),
    "CH4": _purchases("SCN", "PS7"),
    "X2": _purchases("PO", "PS4"),
    "SY1": Proof("ledger/sync_gap", "Sync All gap", "unsynced"),
}


def draw_link(row: Row) -> None:
    """The way to the page that shows the documents of a step with all that is known of them."""
    proof, count = PROOFS.get(row["step"]), row["exception_count"]
    if proof and count:
        label = f"The same {count:,} on {proof.title}"
        link(proof.page, label, icon=":material/arrow_forward:", **proof.choices)
