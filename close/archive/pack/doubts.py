"""Doubts of a month pack: each thing that is missing, once, with everything that cannot be told because of it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from close.archive.pack.month import NOT_TESTED, REVENUE, STOCK, PackedMonth, Row
from close.rules.reasons import SEVERAL, advise, say
from close.store.datasets import DATASETS
from close.work.checklist import CANNOT_TELL
from close.work.legs import list_unknown, name_row

UNDATED = "Its export date is unknown: {}"
STALE = "Too old as evidence: {}"
CAUSE, CAUSES = "Cause: ", "Causes: "


@dataclass(frozen=True)
class Doubt:
    """Something that is missing, what to do, and the places that cannot be told because of it."""

    missing: str
    remedy: str
    places: str


def list_doubts(month: PackedMonth, lists: Mapping[str, str]) -> list[Doubt]:
    """Return everything that is missing. `lists` are the titles of the lists in the pack, by report."""
    places: dict[tuple[str, str], Counter[str]] = {}
    for place, missing, remedy in [*_doubt_lists(month, lists), *_doubt_rows(month)]:
        places.setdefault((missing, remedy), Counter())[place] += 1
    return [Doubt(missing, remedy, _say_places(found)) for (missing, remedy), found in places.items()]


def _say_places(places: Counter[str]) -> str:
    causes = [place.removeprefix(CAUSE) for place in places if place.startswith(CAUSE)]
    others = [
        f"{place} ({count})" if count > 1 else place for place, count in places.items() if not place.startswith(CAUSE)
    ]
    named = f"{CAUSE if len(causes) == 1 else CAUSES}{'; '.join(causes)}"
    return ". ".join([*([", ".join(others)] if others else []), *([named] if causes else [])])


def _doubt_lists(month: PackedMonth, lists: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for report, title in lists.items():
        if report == NOT_TESTED:
            continue
        for dataset in month.list_missing(report):
            code = f"not_landed|{dataset}"
            yield title, say(code, {}, month.period), advise(code, {}, month.period)
        if caution := month.answer(report).caution:
            yield title, caution, ""


def _doubt_rows(month: PackedMonth) -> Iterator[tuple[str, str, str]]:
    for bridge in (STOCK, REVENUE):
        for row in list_unknown(month.rows(bridge)):
            yield from _read(month, "Bridge", row, "unmet_code")
    for row in month.rows("checklist"):
        if row["state"] == CANNOT_TELL:
            yield from _read(month, "Checklist", row, "unmet_code")
            yield from (
                (place, STALE.format(said), fix) for place, said, fix in _read(month, "Checklist", row, "stale_code")
            )
            for dataset in filter(None, (row["undated_evidence"] or "").split(", ")):
                yield "Checklist", UNDATED.format(DATASETS[dataset].title), ""
    for row in month.rows("tie_outs"):
        yield from _read(month, "Tie-outs", row, "unmet_code")
    for row in month.rows(NOT_TESTED):
        yield from _read(month, f"{CAUSE}{name_row(row['cause_id'])}", row, "unmet_code")


def _read(month: PackedMonth, place: str, row: Row, column: str) -> Iterator[tuple[str, str, str]]:
    """Return the place with each thing that a column of codes says is missing, and its remedy."""
    for code in filter(None, (row[column] or "").split(SEVERAL)):
        yield place, say(code, row, month.period), advise(code, row, month.period)
