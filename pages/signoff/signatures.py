"""Signatures as tables: everything signed in a month, what a signature saw, what has moved since, the whole history."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from close.signing.pins import PinnedAnswer
from close.signing.rerun import rerun
from close.signing.standing import Signature, Standing
from close.store.audit_log import Event
from pages.parts.frame import people
from pages.parts.frame.page_context import PageContext, link
from pages.parts.month.signing import say_signer, say_subject
from pages.parts.widgets.answers import where
from pages.parts.widgets.tables import BLANK, HEAD, ROW, TALL, draw, to_table
from pages.signoff import moves

KINDS = {
    "signed": "signed",
    "certified": "signed by rule",
    "retracted": "took back a signature",
    "sealed": "sealed the month",
    "reopened": "re-opened the month",
    "attested": "attested",
    "waived": "waived",
    "withdrawn": "took a word back",
    "attached": "attached a file",
    "commented": "commented",
}
HISTORY = {"number": "No", "when": "When (UTC)", "who": "Who", "did": "Did", "subject": "What", "note": "Note"}
SAW = {"title": "Answer", "version": "Rule version", "rows": "Rows", "residual": "Unexplained", "digest": "Digest"}


def draw_signed(context: PageContext, signed: Sequence[Standing]) -> None:
    """A line for everything that was ever signed in the month."""
    rows = [
        {
            "what": say_subject(context, found.subject),
            "state": found.state.capitalize(),
            "prepared": say_signer(found.prepared) if found.prepared else None,
            "reviewed": say_signer(found.reviewed) if found.reviewed else None,
        }
        for found in signed
    ]
    draw(rows, "signed", what="What", state="State", prepared="Prepared by", reviewed="Reviewed by")


def draw_moved(context: PageContext, signature: Signature) -> None:
    """What is no longer as it was signed: the answers, then the documents and their money."""
    st.markdown(f"**Moved since signature {signature.event.number}**")
    rows = [
        {
            "title": say_answer(context, then),
            "why": say_reason(then, now),
            "rows_then": then.rows,
            "rows_now": now.rows,
            "rest_then": rest(then),
            "rest_now": rest(now),
        }
        for then, now in signature.moved
    ]
    labels = {"rows_then": "Rows then", "rows_now": "Rows now"}
    draw(
        rows,
        f"moved-{signature.event.number}",
        title="Answer",
        why="Because of",
        **labels,
        rest_then="Unexplained then",
        rest_now="Unexplained now",
    )
    draw_documents(context, signature.event.number)


def say_answer(context: PageContext, pin: PinnedAnswer) -> str:
    """A pinned answer in words."""
    return f"{say_subject(context, pin.report)} {pin.only}".strip()


def rest(pin: PinnedAnswer) -> Decimal | None:
    """What a bridge left unexplained; nothing for what explains nothing."""
    return Decimal(pin.residual) if pin.residual else None


def say_reason(then: PinnedAnswer, now: PinnedAnswer) -> str:
    """Which of the things that an answer rests on have changed."""
    reasons = {
        "exports, settings": then.landings != now.landings,
        "another rule": then.sql != now.sql,
        "what people said": then.journal != now.journal,
        "another engine": then.engine != now.engine,
    }
    return ", ".join(reason for reason, holds in reasons.items() if holds)


def draw_documents(context: PageContext, number: int) -> None:
    """How many documents differ from what had landed when it was signed, their money, and the way to each of them."""
    answer = moves.ask(context, number)
    bearing = where(answer.table, "bears", ["Y"])
    rest = answer.table.num_rows - bearing.num_rows
    st.markdown(f"**{bearing.num_rows:,}** documents moved that bear on the month; {rest:,} others only went on since.")
    moves.draw_effects(bearing, context.settings.currency)
    link("signoff/moved", "Document by document", icon=":material/arrow_forward:", since=str(number))


def draw_history(context: PageContext, events: Sequence[Event]) -> Event | None:
    """Everything that was said of the month, newest first, and the picked event."""
    rows = [
        {
            "number": event.number,
            "when": event.recorded_at[:16].replace("T", " "),
            "who": event.who,
            "did": say_event(event),
            "subject": event.subject,
            "note": event.note or None,
        }
        for event in events
    ]
    state = st.dataframe(
        to_table(rows, HISTORY),
        key=f"history-{context.warehouse.organisation}-{context.period}-{len(events)}",
        on_select="rerun",
        selection_mode="single-row",
        hide_index=True,
        lazy=False,
        height=min(TALL, HEAD + ROW * max(len(rows), 1)),
        placeholder=BLANK,
    )
    return next((events[row] for row in state["selection"]["rows"] if row < len(events)), None)


def say_event(event: Event) -> str:
    """What was done, in words."""
    words = KINDS.get(event.kind, event.kind)
    if event.kind in {"signed", "certified"}:
        return f"{words} as {event.value}"
    if event.kind == "reopened":
        return f"{words} until {event.value}"
    return f"{words} {event.about}" if event.kind == "retracted" else words


def draw_saw(context: PageContext, signature: Signature) -> None:
    """What a signature pins: each answer with its rule, its rows and its digest, and the snapshot it was of."""
    rows = [{**vars(pin), "title": say_answer(context, pin), "residual": rest(pin)} for pin in signature.pins]
    draw(rows, f"saw-{signature.event.number}", **SAW)
    engines = ", ".join(sorted({pin.engine for pin in signature.pins}))
    st.caption(f"Of snapshot {signature.event.manifest}, computed by {engines}.")


def draw_rerun(context: PageContext, signature: Signature) -> None:
    """Run a signature again from its record alone, and say whether every digest is what it was."""
    number = signature.event.number
    label = f"Run signature {number} again"
    if not st.button(label, key=f"again-{number}", icon=":material/replay:"):
        return
    with st.spinner("Running every answer again from its record…"):
        found = rerun(context.warehouse, number, people.me(context.warehouse))
    same = sum(again.is_same for again in found)
    if same == len(found):
        st.success(f"Signature {number}: {same} of {len(found)} digests are the same.", icon=":material/verified:")
    else:
        st.error(f"Signature {number}: {len(found) - same} of {len(found)} digests differ.", icon=":material/error:")
    rows = [
        {
            "title": say_answer(context, again.pin),
            "same": "same" if again.is_same else "; ".join(again.reasons),
            "then": again.pin.digest,
            "now": again.digest or None,
        }
        for again in found
    ]
    draw(rows, f"rerun-{number}", title="Answer", same="Result", then="Digest, signed", now="Digest, now")
