"""The steps of the close that are done, counted by what they rest on (checklist.md#what-proves-a-step)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from close.work.checklist import ATTESTED, DONE, PROVEN, WAIVED

SIGNED = "signed"


def find_shown_state(row: Mapping[str, Any]) -> str:
    """Return the state to show of a row of the checklist: a waived step stays waived when it is signed."""
    return WAIVED if (row["state"], row["proof"]) == (SIGNED, WAIVED) else str(row["state"])


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
