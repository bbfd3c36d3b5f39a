"""The standing of a binder's month in words: each signature, the seal, the waived steps, and how names were found."""

from datetime import date
from typing import Any

from close.archive.binding.month import BoundMonth
from close.months import say_day
from close.signing.answers import answer
from close.signing.pins import PinnedAnswer, name_subject
from close.signing.standing import RETRACTED, REVIEWER, Signature
from close.store.audit_log import Event
from close.store.authority.identity import SIGNED_IN
from close.store.seals import MONTH, REOPENED, SEALED
from close.texts import agree, say_count, say_money
from close.work.checklist import WAIVED

NAMES = {SIGNED_IN: "signed in", "": "how they were identified was not recorded"}
TYPED = "the name is as typed"


def summarise(bound: BoundMonth) -> str:
    """Return the standing in one paragraph, which the rerun prints at its end as well."""
    month = bound.standings.get(MONTH)
    valid = [signature for signature in (month.signatures if month else ()) if not signature.moved]
    waived = len(_list_waived(bound))
    return (
        f"Valid signatures of the month: {len(valid)} of 2. {_say_suspended(bound)} {say_seal(bound)} "
        f"Waived steps: {waived}."
    ).replace("  ", " ")


def say_signatures(bound: BoundMonth) -> str:
    """Return a line for each signature: what was signed, by whom, and whether it still stands."""
    current = {
        signature.event.number: signature for standing in bound.standings.values() for signature in standing.signatures
    }
    return "\n".join(_say_signature(bound, event, current.get(event.number)) for event in bound.signed)


def say_seal(bound: BoundMonth) -> str:
    """Return the seal of the month. A re-opening ends by itself, so its last day is stated and nothing is concluded."""
    acts = [e for e in bound.events if e.period == bound.period and e.kind in (SEALED, REOPENED)]
    if not acts:
        return "The month is not sealed."
    by = f"in event {acts[-1].number} by {acts[-1].who}, {_say_moment(acts[-1])}"
    if acts[-1].kind == SEALED:
        return f"The month was sealed {by}."
    until = say_day(date.fromisoformat(acts[-1].value))
    return f"The month was re-opened {by}, until {until}. After that day it is sealed again."


def say_waived(bound: BoundMonth) -> str:
    """Return a line for each step that a person allowed to stay open."""
    waived = _list_waived(bound)
    if not waived:
        return "No step is waived."
    return "\n".join(
        f"- {row['step']} {row['title']}, with {say_count(row['exception_count'] or 0, 'exception')} left, "
        f"waived by {row['attested_by']}: {_write_line(row['note'])}"
        for row in waived
    )


def say_names(bound: BoundMonth) -> str:
    """Return how far the names of the signatures identify people."""
    known = sum(event.named_by == SIGNED_IN for event in bound.signed)
    if known == len(bound.signed):
        return "Everybody who signed had been identified by a sign-in."
    return (
        f"Signatures by a name that no sign-in has confirmed: {len(bound.signed) - known} of {len(bound.signed)}. "
        "Whoever used the program could type such a name, so it does not prove who signed."
    )


def _list_waived(bound: BoundMonth) -> list[dict[str, Any]]:
    rows = answer(bound.warehouse, "checklist", bound.period).table.to_pylist()
    return [row for row in rows if row["proof"] == WAIVED]


def _say_suspended(bound: BoundMonth) -> str:
    found = bound.standings.values()
    numbers = [str(s.event.number) for standing in found for s in standing.signatures if s.moved]
    word = agree(len(numbers), "signature")
    return f"Suspended, because what was signed has changed: {word} {', '.join(numbers)}." if numbers else ""


def _say_signature(bound: BoundMonth, event: Event, current: Signature | None) -> str:
    role = f"as {event.value}" + (" by a rule that they started" if event.kind == "certified" else "")
    name = NAMES.get(event.named_by, TYPED)
    signed = f"{name_subject(event.subject, bound.period)}, {event.who} {role}, {_say_moment(event)}"
    note = f" Note: {_write_line(event.note)}" if event.note else ""
    judged = _judge(bound, event, current)
    return f"- {event.number}: {signed}, over snapshot {event.manifest} ({name}).{note} **{judged}**"


def _judge(bound: BoundMonth, event: Event, current: Signature | None) -> str:
    """Return whether a signature still stands, and if not, why."""
    if current and not current.moved:
        return "Valid."
    if current:
        changed = (_say_answer(then, now, bound.period) for then, now in current.moved)
        return f"Suspended: what was signed has changed. {'; '.join(changed)}."
    withdrawn = next((e for e in bound.events if e.kind == RETRACTED and e.about == event.number), None)
    if withdrawn:
        return f"Withdrawn in event {withdrawn.number} by {withdrawn.who}: {_write_line(withdrawn.note)}"
    later = [e.number for e in bound.signed if e.subject == event.subject and e.number > event.number]
    same = [e.number for e in bound.signed if e.number in later and e.value == event.value]
    if event.value == REVIEWER and not same:
        return f"No longer counts: it was prepared again in signature {later[-1]}."
    return f"Replaced by signature {same[-1]}."


def _say_answer(then: PinnedAnswer, now: PinnedAnswer, period: str) -> str:
    title = name_subject(then.report, period)
    if then.residual and now.residual and then.residual != now.residual:
        return f"{title}: unexplained {say_money(then.residual)} when signed, {say_money(now.residual)} now"
    return f"{title}: {say_count(then.rows, 'row')} when signed, {now.rows:,} now" if then.rows != now.rows else title


def _write_line(text: str) -> str:
    return " ".join(text.split())


def _say_moment(event: Event) -> str:
    return f"{event.recorded_at[:19].replace('T', ' ')} UTC"
