"""The gap before and after a trial in words: it closes, narrows, widens or changes sides, and why it widens."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from close.signing.effects import UNEXPLAINED, CauseChange
from close.work.legs import ENDS
from pages.parts.words import list_words, say_money

MOST = 3  # causes in a sentence
STOCK = frozenset(ENDS) - {"revenue"}  # the legs that add up to the gap


def say_gap(before: Decimal, after: Decimal, subject: str = "The gap") -> str:
    """Return the direction of the gap and its two amounts. A gap of the same size on the other side is not smaller."""
    ends = f"from {say_money(before)} to {say_money(after)}"
    if before == after:
        return f"{subject} stays at {say_money(before)}."
    if not after:
        return f"{subject} closes, {ends}."
    size = abs(after) - abs(before)
    if before * after < 0:
        grown = "larger than" if size > 0 else "smaller than" if size < 0 else "as large as"
        higher, lower = ("Omni", "the ledger") if after > 0 else ("the ledger", "Omni")
        return f"{subject} changes sides and is {grown} before, {ends}: now {higher} is higher than {lower}."
    return f"{subject} {'widens' if size > 0 else 'narrows'} by {say_money(abs(size))}, {ends}."


def is_wider(before: Decimal, after: Decimal) -> bool:
    """Return True if the gap is larger afterwards, whichever side is higher."""
    return abs(after) > abs(before)


def say_why_wider(changes: Iterable[CauseChange], name: Mapping[str, str], before: Decimal, after: Decimal) -> str:
    """Return why corrections widen the gap: they remove amounts that offset others, or leave a new difference.

    `name` has the name of each cause.
    """
    sign, ends = 1 if after > before else -1, dict[str, list[Decimal]]()
    for each in changes:
        if each.leg in STOCK and each.cause_id != UNEXPLAINED:
            then, now = ends.get(each.cause_id, [Decimal(0), Decimal(0)])
            ends[each.cause_id] = [then + (each.before or 0), now + (each.after or 0)]
    pushing = {code: (then, now) for code, (then, now) in ends.items() if (now - then) * sign > 0}
    removed = [code for code, (then, now) in pushing.items() if abs(now) < abs(then)]
    added = [code for code in pushing if code not in removed]
    # A document that only moves from one cause to another adds to the one what it takes from the other.
    total = sum((now - then for code, (then, now) in ends.items() if code not in removed), Decimal(0))
    sentences = [
        *([_say_removed([_say_ends(name[code], pushing[code]) for code in removed[:MOST]])] if removed else []),
        *([_say_added([_say_ends(name[code], pushing[code]) for code in added[:MOST]])] if total * sign > 0 else []),
    ]
    return " ".join(sentences)


def say_more_items(before: int, after: int, changes: Iterable[CauseChange], name: Mapping[str, str]) -> str:
    """Return why corrections add open items, or an empty string if they do not. `name` has the name of each cause."""
    if after <= before:
        return ""
    grown = {each.cause_id: each for each in changes if each.documents_after > each.documents_before}
    grown.pop(UNEXPLAINED, None)
    counts = {code: (each.documents_after, each.documents_before) for code, each in grown.items()}
    ends = [f"{name[code]} has {now:,} instead of {then:,}" for code, (now, then) in counts.items()]
    more = f" {list_words(ends[:MOST])}." if ends else " The new ones are part of no difference between the balances."
    return (
        f"Open items rise from {before:,} to {after:,}. A document can have another difference that the first one hid, "
        f"which is then the next one to correct.{more}"
    )


def _say_removed(causes: Sequence[str]) -> str:
    return (
        f"It widens because the corrections remove a difference that offset others: {list_words(causes)}. The others "
        "were there before, but the gap did not show all of them."
    )


def _say_added(causes: Sequence[str]) -> str:
    return f"The corrections add a difference on the side that is higher already: {list_words(causes)}."


def _say_ends(name: str, ends: Sequence[Decimal]) -> str:
    return f"{name}, which goes from {say_money(ends[0])} to {say_money(ends[1])}"
