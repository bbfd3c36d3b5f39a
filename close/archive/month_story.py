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
from close.texts import agree, list_words, say_count, say_money
from close.work.open_items import say_parts
from close.work.progress import DoneSteps

MOST, MONTHS = 8, 6  # changes and months that one page tells
MOVED, BALANCES = "What moved, and why", "Balances"  # parts that a print may show as tables instead
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
    flux, history, bridge, work, items, summary = (
        answer(warehouse, name, period, manifest)
        for name in ("flux", "close_history", "bridge", "open_work", "open_items", "month_summary")
    )
    settings = warehouse.settings(period) or Settings()
    rows = flux.table.to_pylist()
    now: Row = next((row for row in history.table.to_pylist() if row["period"] == period), {})
    parts = (
        Part("The unexplained amount", tuple(_tell_unexplained(history.table.to_pylist(), period))),
        Part(MOVED, tuple(_tell_changes(rows)), is_list=True),
        Part("What is left, and who has it", tuple(_tell_work(work, items)), is_list=True),
        Part("How far the close is", (_tell_steps(summary.table.to_pylist()[0]),)),
        Part(BALANCES, tuple(_tell_balances(rows))),
        Part("What is unknown", tuple(_tell_unknown(bridge)), is_list=True),
    )
    told = tuple(part for part in parts if part.sentences)
    name = settings.name or warehouse.organisation
    return MonthStory(name, period, _conclude(now, settings.currency), told, flux.caution, flux.manifest)


def _conclude(now: Row, currency: str) -> str:
    gap, rest = now.get("gap"), now.get("unexplained")
    if gap is None:
        return "How far the valuation is from the ledger is unknown, because one of the balances is missing."
    side = f"{say_money(abs(gap), currency)} {'above' if gap > 0 else 'below'}" if gap else "equal to"
    apart = f"The valuation is {side} the ledger's stock account."
    if rest is None:
        return f"{apart} How much of it is unexplained is unknown."
    return f"{apart} {f'{say_money(rest)} in all is unexplained' if rest else 'All of it is explained'}."


def _tell_balances(rows: Sequence[Row]) -> Iterator[str]:
    for row in sorted(rows, key=lambda row: row["_place"]):
        if row["_part"] == "balances" and row["amount"] is not None:
            last = f", last month {say_money(row['last_month'])}" if row["last_month"] is not None else ""
            yield f"{row['name']}: {say_money(row['amount'])}{last}."


def _tell_unexplained(history: Sequence[Row], period: str) -> Iterator[str]:
    """Yield how the unexplained amount moved, as far as it is known in this month and an earlier one."""
    *before, now = [row for row in history if row["period"] <= period][-MONTHS:] or [{"unexplained": None}]
    known = [row for row in before if row["unexplained"] is not None]
    if now["unexplained"] is None or not known:
        return
    last, amount = known[-1], say_money(now["unexplained"])
    moved = "rose" if now["unexplained"] > last["unexplained"] else "fell"
    since = f"{say_money(last['unexplained'])} in {_say_month(last)}"
    if now["unexplained"] == last["unexplained"]:
        told = f"is {amount}, as in {_say_month(last)}"
    else:
        told = f"{moved} from {since} to {amount}"
    yield f"The unexplained amount {told}.{_tell_earlier(before, last)}"


def _tell_earlier(before: Sequence[Row], last: Row) -> str:
    earlier = [
        f"in {_say_month(row)} it was {'not known' if row['unexplained'] is None else say_money(row['unexplained'])}"
        for row in before
        if row is not last
    ]
    said = list_words(earlier)
    return f" {said[0].upper()}{said[1:]}." if said else ""


def _say_month(row: Row) -> str:
    return f"{month(row['period']).start:%B %Y}"


def _tell_changes(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the changes above the threshold, each as it was explained, or as drafted from the reports."""
    above = sorted((row for row in rows if row["above"] == "Y"), key=lambda row: row["state"] != "explained")
    for row in above[:MOST]:
        if row["state"] == "explained":
            yield f"{_begin(row)} ({row['explained_by']})"
        else:
            yield f"{row['draft']} Not explained yet."
    if len(above) > MOST:
        yield f"The page Flux lists {len(above) - MOST} more above the threshold."
    if not above:
        yield _tell_calm(rows)


def _begin(row: Row) -> str:
    """Return an explanation after the name of its item, which a saved draft begins with already."""
    text = " ".join(row["explanation"].split())
    return text if text.casefold().startswith(row["name"].casefold()) else f"{row['name']}: {text}"


def _tell_calm(rows: Sequence[Row]) -> str:
    if all(row["change"] is None for row in rows):
        return "There are no exports for last month, so the changes are unknown."
    return "No change is above the threshold."


def _tell_work(work: Answer, items: Answer) -> Iterator[str]:
    """Yield what the open items affect, then how many each person has. Both count the same items."""
    if whole := say_parts(items.table.to_pylist()):
        yield whole
    for row in work.table.to_pylist():
        count = say_count(row["items"], "open item")
        who = f"{row['assignee']} has {count}" if row["assignee"] else f"Nobody is assigned to {count}"
        size = say_money(row["to_correct_amount"])
        stays = f"{row['to_correct']:,} must be corrected to close the gap, {size} in total"
        since = f" The oldest has been open since {say_day(row['oldest'])}." if row["oldest"] else ""
        yield f"{who}. Of these, {stays}.{since}"


def _tell_steps(row: Row) -> str:
    done, applicable = DoneSteps.of_summary(row), row["steps_applicable"]
    return f"{done.count} of {say_count(applicable, 'step')} {agree(applicable, 'is', 'are')} done: {done.say()}."


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
