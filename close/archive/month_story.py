"""The story of the month: one page of text from the reports, the conclusion first (flux.md#the-story-of-the-month)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from close.months import month, say_day
from close.rules.answers import Answer
from close.signing.answers import answer
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.texts import say_count, say_money

MOST = 8  # changes that one page tells
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")
Row = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A heading and its sentences. `is_list` is True if each is a point of its own."""

    title: str
    sentences: tuple[str, ...]
    is_list: bool = False


@dataclass(frozen=True)
class MonthStory:
    """The story of an organisation's month. `caution` says that exports are incomplete, or is empty."""

    organisation: str
    period: str
    conclusion: str
    parts: tuple[Part, ...]
    caution: str
    snapshot: int

    @property
    def title(self) -> str:
        """The organisation and the month."""
        return f"{self.organisation}, {month(self.period).start:%B %Y}"

    def to_markdown(self) -> str:
        """Return the story as Markdown, ending with a line feed."""
        lines = [f"# {_escape(self.title)}", "", f"**{_escape(self.conclusion)}**"]
        lines += ["", _escape(self.caution)] if self.caution else []
        for part in self.parts:
            lines += ["", f"## {_escape(part.title)}", "", *_write_part(part)]
        return "\n".join([*lines, "", f"Drawn from snapshot {self.snapshot}.", ""])


def tell_month(warehouse: Warehouse, period: str, manifest: int | None = None) -> MonthStory:
    """Return the story of a month. Every amount in it is in a row of a report. Raises BadPeriod, UnknownManifest."""
    flux, history, bridge, work = (
        answer(warehouse, name, period, manifest) for name in ("flux", "close_history", "bridge", "open_work")
    )
    settings = warehouse.settings(period) or Settings()
    rows = flux.table.to_pylist()
    now: Row = next((row for row in history.table.to_pylist() if row["period"] == period), {})
    parts = (
        Part("What moved, and why", tuple(_tell_changes(rows)), is_list=True),
        Part("What is left, and who has it", tuple(_tell_work(work)), is_list=True),
        Part("Balances", tuple(_tell_balances(rows))),
        Part("What cannot be told", tuple(_tell_unknown(bridge)), is_list=True),
    )
    told = tuple(part for part in parts if part.sentences)
    name = settings.name or warehouse.organisation
    return MonthStory(name, period, _conclude(now, settings.currency), told, flux.caution, flux.manifest)


def _conclude(now: Row, currency: str) -> str:
    gap, rest = now.get("gap"), now.get("unexplained")
    if gap is None:
        return "Cannot tell how far the valuation is from the ledger, because one of the balances is not known."
    side = f"{say_money(abs(gap), currency)} {'above' if gap > 0 else 'below'}" if gap else "equal to"
    apart = f"The valuation is {side} the ledger's stock account."
    if rest is None:
        return f"{apart} Cannot tell how much of it is unexplained."
    return f"{apart} {f'The unexplained amount is {say_money(rest)}' if rest else 'All of it is explained'}."


def _tell_balances(rows: Sequence[Row]) -> Iterator[str]:
    for row in sorted(rows, key=lambda row: row["_place"]):
        if row["_part"] == "balances" and row["amount"] is not None:
            last = f", last month {say_money(row['last_month'])}" if row["last_month"] is not None else ""
            yield f"{row['name']}: {say_money(row['amount'])}{last}."


def _tell_changes(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the changes above the threshold, each as it was explained, or as drafted from the reports."""
    above = sorted((row for row in rows if row["above"] == "Y"), key=lambda row: row["state"] != "explained")
    for row in above[:MOST]:
        if row["state"] == "explained":
            yield f"{row['name']}: {' '.join(row['explanation'].split())} ({row['explained_by']})"
        else:
            yield f"{row['draft']} Not explained yet."
    if len(above) > MOST:
        yield f"The page Flux lists {len(above) - MOST} more above the threshold."
    if not above:
        yield _tell_calm(rows)


def _tell_calm(rows: Sequence[Row]) -> str:
    if all(row["change"] is None for row in rows):
        return "Cannot tell, because last month has no exports."
    return "No change is above the threshold."


def _tell_work(work: Answer) -> Iterator[str]:
    for row in work.table.to_pylist():
        items = say_count(row["items"], "open item")
        who = f"{row['assignee']} has {items}" if row["assignee"] else f"Nobody is assigned to {items}"
        stays = f"{row['to_correct']:,} must be corrected, {say_money(row['to_correct_amount'])} in total"
        since = f" The oldest has been open since {say_day(row['oldest'])}." if row["oldest"] else ""
        yield f"{who}. Of these, {stays}.{since}"


def _tell_unknown(bridge: Answer) -> Iterator[str]:
    unknown = [row for row in bridge.table.to_pylist() if row["unmet"]]
    yield from dict.fromkeys(row["unmet"] for row in unknown)


def _write_part(part: Part) -> Iterator[str]:
    yield from (
        f"{'- ' if part.is_list else ''}{_escape(sentence)}{'' if part.is_list else '  '}"
        for sentence in part.sentences
    )


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)
