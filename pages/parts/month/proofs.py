"""Links from a step to the page that proves it, filtered to its documents, and from that page back to its steps.

A step that is not listed here has its own list only on the checklist, because no other page counts the same documents.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from close.rules.answers import run_model
from close.work.steps import steps
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.answers import ask
from pages.parts.words import agree, plain, say_count

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Proof:
    """A page, its title, its report, and the kind of document and the flags that leave only the rows of a step.

    `ref` is the column with the document's reference, if the page lists only some of the step's documents.
    """

    page: str
    title: str
    report: str
    doc_type: str = ""
    flags: tuple[str, ...] = ()
    ref: str = ""

    @property
    def choices(self) -> Mapping[str, str]:
        """The filters that the link sets on the page."""
        chosen = {"type": self.doc_type, f"flags-{self.report}": ",".join(self.flags)}
        return {name: value for name, value in chosen.items() if value}


def _sales(doc_type: str, *flags: str) -> Proof:
    return Proof("sales_and_credits", "Sales and credits", "sales_and_credits", doc_type, flags)


def _purchases(doc_type: str, *flags: str) -> Proof:
    return Proof("purchases_and_credits", "Purchases and credits", "purchases_and_credits", doc_type, flags)


PROOFS = {
    "CH1": _sales("SO", "SC1", "SC2", "SC4", "SC5"),
    "CH2": _sales("CN", "SC1", "SC2", "SC4", "SC8"),
    "CH3": _purchases("PO", "PS1", "PS2", "PS4", "PS5"),
    "CH4": _purchases("SCN", "PS4", "PS7"),
    "X2": _purchases("PO", "PS4"),
    "SY1": Proof("sync_gap", "Sync All gap", "unsynced"),
}


# Pages that cover the same subject differently, with their own counts.
ALSO = {
    "SY3": Proof("ledger_match", "Ledger match", "ledger_match"),
    "SY5": Proof("blank_cogs", "Blank COGS", "blank_cogs", ref="order_ref"),
    "SY6": Proof("cogs_proof", "COGS proof", "cogs_proof"),
}
ALL_PROOFS = {**PROOFS, **ALSO}


def draw_link(context: PageContext, row: Row) -> None:
    """Draw a link to the page that proves a step, filtered to its exceptions if the page counts the same ones.

    If the page counts only some of them, say how many, and why the step has more.
    """
    proof, count = ALL_PROOFS.get(row["step"]), row["exception_count"]
    if proof is None or row["state"] == "not_applicable":
        return
    if count and row["step"] in PROOFS:
        link(
            proof.page,
            f"See these {count:,} on the page {proof.title}",
            icon=":material/arrow_forward:",
            **proof.choices,
        )
        return
    if count and proof.ref:
        st.markdown(_say_shared(context, row["step"], proof))
    link(proof.page, f"See the page {proof.title}", icon=":material/arrow_forward:")


def _say_shared(context: PageContext, step: str, proof: Proof) -> str:
    """Return how many of a step's exceptions a page lists as well, and the reasons of the others."""
    rows, others = _split(context, step, proof)
    shared, whole = len(rows) - len(others), say_count(len(rows), "document")
    which, verb = agree(len(rows), "this", "these"), agree(shared, "is", "are")
    words = f"{shared:,} of {which} {whole} {verb} on the page {proof.title}."
    return f"{words} {_say_others(others)}" if others else words


def _split(context: PageContext, step: str, proof: Proof) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return a step's exceptions, and those of them that the page does not list."""
    exceptions = ask(context, "step_exceptions")
    rows = exceptions.say(exceptions.rows.among("step", [step]).table()).to_pylist()
    listed = {(row["doc_type"], row[proof.ref]) for row in ask(context, proof.report).table.to_pylist()}
    return rows, [row for row in rows if (row["doc_type"], row["ref"]) not in listed]


def _say_others(others: Sequence[Row]) -> str:
    counts = Counter(row["reasons"] for row in others)
    if len(counts) == 1:
        reason = str(others[0]["reasons"])
        which = "The other one" if len(others) == 1 else f"Each of the other {len(others):,}"
        return f"{which} has another reason: {plain(reason[:1].lower() + reason[1:])}."
    reasons = [f"{plain(reason)} ({count:,})." for reason, count in counts.most_common()]
    return " ".join([f"The other {len(others):,} have other reasons.", *reasons])


def draw_others(context: PageContext, step: str) -> None:
    """Draw how many documents a step has that this page does not list, and why, if there are any."""
    rows, others = _split(context, step, ALSO[step])
    if others:
        st.caption(
            f"{steps()[step].title} ({step}) counts {say_count(len(rows), 'document')}, because it checks more than "
            f"this page: {len(rows) - len(others):,} of them are listed here. {_say_others(others)}"
        )


def draw_way_back(context: PageContext) -> None:
    """Draw links to the checklist for the steps that a page proves, if there are any."""
    steps = [step for step, proof in ALL_PROOFS.items() if proof.page == context.page]
    if not steps:
        return
    titles = _titles(context)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption("Proves", width="content")
        for step in filter(titles.get, steps):
            link("checklist", f"{step} {titles[step]}", icon=":material/checklist:", step=step)


def _titles(context: PageContext) -> dict[str, str]:
    """Return the titles of the steps that apply.

    Their states are left out, because they would take as long as the checklist itself.
    """
    rows = run_model(context.warehouse, "checklist_steps", context.period, context.manifest.number).to_pylist()
    return {row["step"]: row["title"] for row in rows if row["applies"]}
