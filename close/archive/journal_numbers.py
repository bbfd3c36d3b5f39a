"""Journal numbers that never collide: made of the month, the kind and the sequence, and of the content itself.

ACC-2603A2-7F3C9A1 is the second accrual of March 2026. Its last part is a digest of the organisation and of every line,
so that the same journal gets the same number again, and a changed one another. The month and the sequence keep apart
the journals of one organisation, even if their lines are the same.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Literal, Protocol

Kind = Literal["A", "R"]  # an accrual, or its reversal
_DIGITS = 7  # QuickBooks keeps 21 characters, which leaves four digits to the sequence


class Numbered(Protocol):
    """A journal line, as far as its number depends on it."""

    @property
    def content(self) -> tuple[str, ...]:
        """Everything that is posted, as text."""


def number_journal(organisation: str, month: date, kind: Kind, sequence: int, lines: Sequence[Numbered]) -> str:
    """Return the number of a journal. `month` is any day of the month that is closed, also for a reversal."""
    said = json.dumps([organisation, *(line.content for line in lines)], ensure_ascii=False)
    digest = hashlib.sha256(said.encode()).hexdigest()[:_DIGITS].upper()
    return f"ACC-{month:%y%m}{kind}{sequence}-{digest}"
