"""The differences since a signature: answers, documents with their amounts, and a selected document then and now."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st

from close.rules.answers import Answer
from close.signing.answers import answer, moved_documents
from close.signing.pins import PinnedAnswer
from close.signing.standing import Signature
from close.store.audit_log import AuditLog, Event
from close.store.seals import SEALED
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext, open_warehouse
from pages.parts.frame.past import name_event
from pages.parts.month.signing import say_subject
from pages.parts.paper import draw_hint
from pages.parts.widgets.answers import total, where
from pages.parts.widgets.filters import choose
from pages.parts.widgets.origin import draw_origin
from pages.parts.widgets.panel import Picked, open_panel
from pages.parts.widgets.story import draw_story
from pages.parts.widgets.tables import BLANK, NO_DATE, draw
from pages.parts.words import agree, list_words, plain, say, say_count, say_day, say_moment, say_money, say_quantity

EFFECTS = {
    "on_stock": ("Stock", "the stock that the documents move up to the month end, by the date the stock moved"),
    "on_reconciliation": ("Reconciliation", "what the documents should add to the reconciliation, by accounting date"),
    "on_cogs": ("COGS", "the documents' COGS of the month, by invoice and credit note date"),
    "on_revenue": ("Revenue", "the documents' sales of the month, ex tax"),
}
# The balances that Omni's own exports state, which change only with those exports.
BALANCES = {
    "hsv": "stock on hand",
    "sohr_closing": "the reconciliation",
    "gl_inventory": "the ledger's stock account",
    "cin7_cogs": "COGS",
    "cin7_sales": "sales",
}
FACTS = {
    "state": "State",
    "move_date": "Stock moved",
    "acct_date": "Booked",
    "qty_ordered": "Ordered",
    "qty_moved": "Moved",
    "value": "Stock value",
    "cogs": "COGS",
    "sales": "Sales",
    "status": "Accounting status",
}
ANSWERS = {
    "title": "Report",
    "rows_then": "Rows when signed",
    "rows_now": "Rows now",
    "rest_then": "Unexplained when signed",
    "rest_now": "Unexplained now",
    "why": "Because of",
}
CHANGES = ("new", "back", "gone", "void", "draft", "date", "quantity", "cost", "amount", "status")
STATES = {
    "live": "live",
    "void": "void",
    "draft": "draft",
    "gone": "missing from the exports",
    "unknown": "not in any export",
}


def draw_differences(context: PageContext, signature: Signature) -> None:
    """Draw the changes since a signature: the answers, then the documents and their amounts."""
    st.markdown(f"**Changed since signature {signature.event.number}**")
    rows = [
        {
            "title": say_answer(context, then),
            "why": say_reason(then, now),
            "rows_then": then.rows,
            "rows_now": now.rows,
            "rest_then": residual_of(then),
            "rest_now": residual_of(now),
        }
        for then, now in signature.moved
    ]
    draw(rows, f"moved-{signature.event.number}", **ANSWERS)
    _draw_money(context, signature.event.number)


def say_answer(context: PageContext, pin: PinnedAnswer) -> str:
    """Return a pinned answer in words."""
    return f"{say_subject(context, pin.report)} {pin.only}".strip()


def residual_of(pin: PinnedAnswer) -> Decimal | None:
    """Return the amount that a bridge left unexplained, or None for an answer that does not explain a balance."""
    return Decimal(pin.residual) if pin.residual else None


def say_reason(then: PinnedAnswer, now: PinnedAnswer) -> str:
    """Return the inputs of an answer that have changed."""
    reasons = {
        "exports or settings": then.landings != now.landings,
        "a new rule version": then.sql != now.sql,
        "attestations or comments": then.event != now.event,
        "a new engine version": then.engine != now.engine,
    }
    return ", ".join(reason for reason, holds in reasons.items() if holds)


def _draw_money(context: PageContext, number: int) -> None:
    """Draw the number of documents changed since signing, their amounts, and a link to each of them."""
    table = compare_documents(context.warehouse.organisation, number, context.manifest.stamp).table
    bearing = where(table, "bears", ["Y"])
    others = table.num_rows - bearing.num_rows
    st.markdown(say_documents(bearing.num_rows, others))
    draw_effects(context, bearing, number)
    link("moves", "Document by document", icon=":material/arrow_forward:", since=str(number))


@st.cache_data(max_entries=20, show_spinner="Comparing every document…")
def compare_documents(organisation: str, number: int, stamp: tuple[int, str]) -> Answer:
    """Return the documents that changed between an event and a snapshot, of which `stamp` is the identity.

    Neither ever changes, so the answer is cached.
    """
    return moved_documents(open_warehouse(organisation), number, stamp[0])


def say_signing(context: PageContext, event: Event) -> str:
    """Return a signature or seal in words, such as "signature 1: Tie-outs signed by Ann as preparer"."""
    role = f" as {event.value}" if event.value else ""
    noun, verb = ("seal", "sealed") if event.kind == SEALED else ("signature", "signed")
    what, when = say_subject(context, event.subject), say_moment(event.recorded_at)
    return f"{noun} {event.number}: {what} {verb} by {event.who}{role}, {when} UTC"


def say_documents(bearing: int, others: int) -> str:
    """Return how many changed documents affect the month, and how many only changed after its end."""
    affecting = f"**{say_count(bearing, 'changed document')}** {agree(bearing, 'affects', 'affect')} the month."
    return f"{affecting} {say_count(others, 'other')} only changed after month end." if others else affecting


def draw_effects(context: PageContext, rows: pa.Table, number: int) -> None:
    """Draw what the changed documents add to the month by their own amounts, and how the balances changed since."""
    currency = context.settings.currency
    st.caption(f"By the amounts of the documents themselves{', in ' + plain(currency) if currency else ''}:")
    with st.container(horizontal=True):
        for column, (label, what) in EFFECTS.items():
            st.metric(label, say_money(total(rows, column)), help=f"The change in {what}.", border=True)
    then = AuditLog(context.warehouse).events()[number - 1].manifest
    st.caption(
        plain(say_balances(*(_read_balances(context, manifest) for manifest in (then, context.manifest.number))))
    )


def _read_balances(context: PageContext, manifest: int) -> dict[str, Any]:
    return dict(answer(context.warehouse, "balances", context.period, manifest).table.to_pylist()[0])


def say_balances(then: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """Return which balances have changed since, and which have not."""
    changed = [
        f"{label} from {say_money(then[name])} to {say_money(now[name])}"
        for name, label in BALANCES.items()
        if then[name] != now[name]
    ]
    same = [label for name, label in BALANCES.items() if then[name] == now[name]]
    words = [
        f"Changed since: {list_words(changed)}." if changed else "",
        f"Not changed: {list_words(same)}." if same else "",
    ]
    return f"The balances come from exports of their own. {' '.join(filter(None, words))}"


def choose_changes(rows: pa.Table) -> pa.Table:
    """Return the rows with one of the chosen changes. A document may have several."""
    changes = [text.split(", ") for text in rows["changes"].to_pylist()]
    counts = {kind: sum(kind in kinds for kinds in changes) for kind in CHANGES}
    chosen = choose("What changed", {kind: count for kind, count in counts.items() if count}, "moved-changes")
    return rows.filter(pa.array([not chosen or bool({*kinds} & {*chosen}) for kinds in changes], pa.bool_()))


def draw_document(context: PageContext, picked: Picked | None, number: int) -> None:
    """Draw the selected document in the panel: before, after, the effect of the change, and its line in the file.

    `number` is that of the signature or seal to compare with.
    """
    if picked is None:
        draw_hint(
            "Select a row to see the document as signed and as it is now, and its line in the file.", "differences"
        )
        return
    row = picked.row
    with open_panel(picked, plain(f"{say(row['doc_type'])} {row['ref']}")):
        st.markdown(f"**Why it is here**\n\n{plain(row['reason'])}")
        effects = {label: row[column] for column, (label, _) in EFFECTS.items() if row[column]}
        words = [f"{label} {say_money(amount)}" for label, amount in effects.items()]
        st.markdown(f"**Effect by its own amounts**\n\n{plain(', '.join(words) or 'none')}")
        st.table(_compare_facts(row), hide_index=True)
        draw_story(context, row["ref"], name_event(number))
        draw_origin(context, row)


def _compare_facts(row: dict[str, Any]) -> list[dict[str, str]]:
    """Compare every fact as signed and now, with an arrow if they differ."""
    sides = {label: (row[f"{fact}_before"], row[f"{fact}_now"], fact) for fact, label in FACTS.items()}
    return [
        {
            "Fact": label,
            "As signed": _say_fact(before, fact),
            "": "→" if before != now else "",
            "Now": _say_fact(now, fact),
        }
        for label, (before, now, fact) in sides.items()
        if before is not None or now is not None
    ]


def _say_fact(value: object, fact: str) -> str:
    if value is None:
        return NO_DATE if fact.endswith("_date") else BLANK
    if isinstance(value, date):
        return say_day(value)
    if isinstance(value, Decimal):
        return say_money(value) if fact in ("value", "cogs", "sales") else say_quantity(value)
    return plain(STATES.get(str(value), say(value)))
