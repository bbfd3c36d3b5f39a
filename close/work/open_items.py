"""The open items of a month by what they affect, in sentences whose numbers add up."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from close.texts import agree, list_words, say_count, say_money

# The pieces of the gap first, then the items that are on the worklist and in no piece of the gap.
ON_GAP = {
    "to_correct": "to correct",
    "clears_by_itself": "that {clears} by {themselves}",
    "ledger_only": "only in the ledger",
}
OFF_GAP = {
    "off_bridge": "{concerns} stock or purchases, but not the stock account, which only the count changes",
    "revenue_only": "{affects} revenue only",
    "no_effect": "{affects} neither the gap nor revenue",
    "effect_unknown": "{has} an effect that is not known",
}
ONE = {"clears": "clears", "themselves": "itself", "concerns": "concerns", "affects": "affects", "has": "has"}
MANY = {"clears": "clear", "themselves": "themselves", "concerns": "concern", "affects": "affect", "has": "have"}

Row = Mapping[str, Any]


def count_items(parts: Iterable[Row]) -> int:
    """Return the number of open items in all parts."""
    return sum(row["items"] for row in parts)


def say_parts(parts: Sequence[Row]) -> str:
    """Return what the open items affect: how many are documents of the gap, and what the others affect instead."""
    total = count_items(parts)
    if not total:
        return ""
    gap, others = _phrase(parts, ON_GAP), _phrase(parts, OFF_GAP)
    whole = say_total(parts)
    sentences = (
        [f"{whole}: {list_words(gap)} {'is' if _count(parts, ON_GAP) == 1 else 'are'} in the gap."] if gap else []
    )
    sentences += [f"{list_words(others)}." if gap else f"{whole}: {list_words(others)}."] if others else []
    off = sum(row["off_list"] for row in parts)
    if off:
        sentences.append(f"{off:,} more {'was' if off == 1 else 'were'} explained, accrued or accepted.")
    return " ".join(sentences)


def say_total(parts: Sequence[Row]) -> str:
    """Return the number of open items, and their amount if every amount is known."""
    amounts, total = [row["amount"] for row in parts], count_items(parts)
    known = "" if None in amounts else f", {say_money(sum(amounts, Decimal(0)))} in total"
    return f"{say_count(total, 'open item')}{known}"


def say_base(parts: Sequence[Row]) -> str:
    """Return the amount that has to be corrected, whichever side is higher, and its two parts."""
    sizes = {row["part"]: row["size"] for row in parts}
    stays, alone = sizes.get("to_correct", Decimal(0)), sizes.get("ledger_only", Decimal(0))
    both = f": {say_money(stays)} in documents and {say_money(alone)} only in the ledger" if alone else ""
    return f"{say_money(stays + alone)} has to be corrected, whichever side is higher{both}"


def say_correctable(listed: int, documents: int, parts: Sequence[Row]) -> str:
    """Return how the documents that may be corrected relate to the worklist, where `listed` of them have an item."""
    whole = count_items(parts) + sum(row["off_list"] for row in parts)
    others, blank = whole - listed, documents - listed
    some = f"{listed:,} of these documents" if blank else "All of these documents"
    words = [f"{some} are among the {say_count(whole, 'item')} of the worklist"]
    words += [f"{blank:,} have a blank field or are drafts without being on it"] if blank else []
    kinds = "ledger entries, journals, batches or void documents, which have no field to correct"
    rest = f" The other {say_count(others, 'item')} {agree(others, 'is', 'are')} for {kinds}."
    return f"{list_words(words)}.{rest if others else ''}"


def _count(parts: Iterable[Row], names: Mapping[str, str]) -> int:
    return sum(row["items"] for row in parts if row["part"] in names)


def _phrase(parts: Iterable[Row], words: Mapping[str, str]) -> list[str]:
    found = [row for row in parts if row["part"] in words and row["items"]]
    return [f"{row['items']:,} {_word(words[row['part']], row)}" for row in found]


def _word(words: str, row: Row) -> str:
    amount = "an unknown amount" if row["amount"] is None else say_money(row["amount"])
    return f"{words.format(**(ONE if row['items'] == 1 else MANY))} ({amount})"
