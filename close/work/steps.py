"""The purpose of each step of the close, for somebody doing it for the first time (checklist.md#checklist).

`sql/steps/steps` contains the explanations. `sql/steps/checklist_steps` decides which steps apply to a company.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from close.engine.connection import constant
from close.rules.queries import library


@dataclass(frozen=True)
class Step:
    """A step in words: its title, why it matters, where to click, what passes, whom it concerns, and an article."""

    step: str
    title: str
    why: str
    where: str
    passes: str
    concerns: str
    help: str


@lru_cache(maxsize=1)
def steps() -> Mapping[str, Step]:
    """Return every step in its newest wording, by code, in the order of the close."""
    rows = constant(library("models")["steps"][0].body).to_pylist()
    words = ("step", "title", "why", "click", "passes", "concerns", "article")
    in_order = (Step(*(row[name] for name in words)) for row in sorted(rows, key=lambda row: row["position"]))
    return {step.step: step for step in in_order}
