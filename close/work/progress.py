"""The states of the steps of the close, and the steps that are done (checklist.md#what-proves-a-step)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from close.work.checklist import ATTESTED, DONE, EXCEPTIONS, PROVEN, WAIVED
from close.work.words import WORDS

PREPARED, SIGNED = "prepared", "signed"


def find_shown_state(row: Mapping[str, Any]) -> str:
    """Return the state to show of a row of the checklist.

    A step that only its preparer signed is prepared, not signed. A waived step stays waived, whoever signed it.
    """
    if row["state"] not in DONE:
        return str(row["state"])
    if row["proof"] == WAIVED:
        return WAIVED
    return PREPARED if row["prepared_by"] and not row["reviewed_by"] else str(row["state"])


def say_step_state(row: Mapping[str, Any]) -> str:
    """Return the state to show of a row of the checklist in words, with the number of its exceptions."""
    return say_state(find_shown_state(row), row["exception_count"])


def say_state(state: str, count: int | None) -> str:
    """Return the state of a step in words, with the number of exceptions that it has, or that it was waived with."""
    if state == EXCEPTIONS:
        return f"{WORDS[state]} ({count:,})"
    return f"{WORDS[state]}, {count:,} left" if count and state in DONE else WORDS[state]


@dataclass(frozen=True)
class DoneSteps:
    """The steps that are done, by what they rest on. A signed step still rests on its proof, attestation or waiver."""

    proven: int
    attested: int
    waived: int
    signed: int

    @classmethod
    def of(cls, checklist: Iterable[Mapping[str, Any]]) -> Self:
        """Count the rows of the report `checklist`."""
        done = [row for row in checklist if row["state"] in DONE]
        proofs = Counter(row["proof"] for row in done)
        return cls(proofs[PROVEN], proofs[ATTESTED], proofs[WAIVED], sum(row["state"] == SIGNED for row in done))

    @classmethod
    def of_summary(cls, row: Mapping[str, Any]) -> Self:
        """Read the counts in the row of the report `month_summary`."""
        return cls(*(row[f"steps_{name}"] for name in (PROVEN, ATTESTED, WAIVED, SIGNED)))

    @property
    def count(self) -> int:
        """The number of steps that are done."""
        return self.proven + self.attested + self.waived

    def say(self) -> str:
        """Return the counts in words, such as 1 proven, 13 waived."""
        counts = {PROVEN: self.proven, ATTESTED: self.attested, WAIVED: self.waived}
        words = ", ".join(f"{count:,} {word}" for word, count in counts.items() if count) or "none yet"
        return f"{words} ({self.signed:,} of these signed)" if self.signed else words
