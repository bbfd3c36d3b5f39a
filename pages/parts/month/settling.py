"""The place where something is settled: the page, filtered to what it is about, for each reason that the rules give."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import streamlit as st

from close.months import month
from close.rules.reasons import SEVERAL, VALUE
from close.signing.conditions import Obstacle
from close.store.datasets import DATASETS
from pages.parts.frame.navigation import link
from pages.parts.month.causes import UNEXPLAINED
from pages.parts.month.proofs import PROOFS
from pages.parts.words import say_count, title

Row = Mapping[str, Any]
MONTH = re.compile(r"\d{4}-\d{2}")
# The reasons that a document list, the settings or a comparison settles. New files settle any other.
COUNTED = ("exceptions", "one_exception")
WITHIN = {"answer_unknown": "unmet_code", "cannot_tell": "unmet_code", "more_unknown": "unmet_code"}
SETTINGS = ("no_account", "unstated_", "account_not_in_ledger", "step_not_applicable")
COMPARISONS = ("references_unread", "alike_")
BRIDGES = {"bridge": "Stock", "revenue bridge": "Revenue"}


@dataclass(frozen=True)
class Place:
    """A page with its parameters, and the words of the link to it."""

    page: str
    label: str
    parameters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def draw(self) -> None:
        """Draw the link."""
        link(self.page, self.label, icon=":material/arrow_forward:", **self.parameters)


def find_places(obstacle: Obstacle) -> list[Place]:
    """Return the place that settles each reason of an obstacle, and its step, for attesting or waiving it."""
    found = [find_place(code, obstacle.period, obstacle.row) for code in obstacle.codes]
    if step := obstacle.row.get("step"):
        found.append(Place("checklist", f"Step {step}", {"step": step}))
    seen = {(place.page, *sorted(place.parameters.items())): place for place in reversed(found)}
    return list(reversed(seen.values()))


def draw_places(rows: Iterable[Row], period: str, *columns: str) -> None:
    """Draw the links that settle every reason in some columns of codes, each once."""
    cells = (row[column] or "" for row in rows for column in columns or ("unmet_code",))
    places = [find_place(code, period) for cell in cells for code in cell.split(SEVERAL) if code]
    seen = {(place.page, place.label, *sorted(place.parameters.items())): place for place in places}
    if seen:
        with st.container(horizontal=True, gap="small"):
            for place in seen.values():
                place.draw()


def find_place(codes: str, period: str, row: Row = MappingProxyType({})) -> Place:
    """Return the place that settles the first of several reasons, which may be about a step, its row."""
    code, *values = codes.split(SEVERAL, maxsplit=1)[0].split(VALUE)
    if code in WITHIN and row.get(WITHIN[code]):
        return find_place(row[WITHIN[code]], period, row)
    if code in COUNTED:
        return _find_list(row)
    if code.startswith(SETTINGS):
        return Place("organisation", "Open the settings")
    if code.startswith(COMPARISONS):
        return Place("ledger_match", "Compare with the ledger")
    if code in {"above_materiality", "gap_unknown"}:
        cause = {"cause": UNEXPLAINED} if code == "above_materiality" else {}
        return Place("bridge", f"Open the {values[0]}", {"view": BRIDGES.get(values[0], "Stock"), **cause})
    return _find_upload(code, values, period)


def _find_list(row: Row) -> Place:
    """Return the documents that keep a step from passing, on the page that lists them alone or else on the step."""
    step, count = row["step"], row["exception_count"]
    label = say_count(count, "document")
    proof = PROOFS.get(step)
    return Place(proof.page, label, proof.choices) if proof else Place("checklist", label, {"step": step})


def _find_upload(code: str, values: list[str], period: str) -> Place:
    names = [value for value in values if value in DATASETS]
    stated = next((value for value in values if MONTH.fullmatch(value)), period)
    wanted = month(period).previous.period if code == "not_landed_before" else stated
    return Place("upload", f"Upload {title(names[0])}" if names else "Upload exports", {"period": wanted})
