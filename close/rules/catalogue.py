"""The catalogue of causes: those detected by a SQL file, and those that only a person can identify."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from close.engine.connection import constant
from close.rules.queries import library

UNEXPLAINED, NOT_COMPARED = "unexplained", "not_compared"


class Unseen(NamedTuple):
    """A cause without a SQL file.

    Only causes that the bridge derives from balances have a description and an effect.
    """

    code: str
    title: str
    description: str
    effect: str


@lru_cache
def unseen() -> Mapping[str, Unseen]:
    """Return every cause without a SQL file by code, including `unexplained`."""
    rows = constant(library("models")["unseen_causes"][0].body).to_pylist()
    return {row["code"]: Unseen(**row) for row in rows}


def causes() -> dict[str, str]:
    """Return the title of every cause that can explain an item, by code."""
    unseen_titles = {code: cause.title for code, cause in unseen().items() if code not in (UNEXPLAINED, NOT_COMPARED)}
    seen_titles = {code: queries[0].title for code, queries in library("causes").items()}
    return dict(sorted({**unseen_titles, **seen_titles}.items()))


@lru_cache
def estimated() -> frozenset[str]:
    """Return the causes whose amounts are estimates, because no export states them (`amount: estimate`)."""
    found = {code for code, queries in library("causes").items() if queries[0].fields.get("amount") == "estimate"}
    return frozenset(found)


def name_cause(code: str) -> str:
    """Return the title of a cause with its code, or any other text unchanged."""
    title = causes().get(code)
    return f"{title} ({code})" if title else code
