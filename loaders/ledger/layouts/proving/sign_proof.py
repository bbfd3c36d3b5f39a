"""The proof of the signs of a ledger: whether a negative credit is a debit, and on which side an account increases."""

from collections import Counter

import pyarrow.compute as pc

from close.errors import Refused
from loaders.layouts.description import Check
from loaders.ledger.layouts.account_roles import find_sides
from loaders.ledger.layouts.ledger_file import LedgerFile
from loaders.ledger.layouts.ledger_proof import LedgerProof

# Fewer entries than this agree with a wrong sign too easily.
ENOUGH = 4
_SHOWN = 3


class NegativeCredits(Refused):
    """A file in which every credit is negative, so that they may be credits or debits."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"Every amount under Credit is negative ({count:,} of them). A negative credit is a debit, but these seem "
            "to be credits with a minus sign. Remove the signs, or export the report with plain debits and credits."
        )


def check_negatives(file: LedgerFile) -> None:
    """Refuse a file that may show ordinary credits as negatives. Raises NegativeCredits.

    Reversed credits are also negative, but not all the credits in a file can be reversals.
    """
    marks, sums = file.entries.marks, file.entries.sums
    if file.is_signed or not marks.credits or marks.negatives < marks.credits:
        return
    if marks.credits >= ENOUGH - 1 or sums.total("debit") + sums.total("credit") == 0:
        raise NegativeCredits(marks.credits)


def describe_signs(file: LedgerFile, proof: LedgerProof) -> Check | None:
    """Return a remark on amounts whose sign so few entries show that it may be wrong."""
    if file.is_signed:
        return _describe_sides(file, proof)
    marks = file.entries.marks
    proven = any(check and check.state == "passed" and check.label == "Balances" for check in proof.checks)
    if proven or not marks.credits or marks.negatives < marks.credits:
        return None
    if marks.credits == 1:
        which, it = "the only amount under Credit is negative and was read as a debit", "it is not a credit"
    else:
        which = f"all {marks.credits} amounts under Credit are negative and were read as debits"
        it = "they are not credits"
    return Check("Signs", "not proven", f"{which}. Make sure that {it}")


def _describe_sides(file: LedgerFile, proof: LedgerProof) -> Check | None:
    """Return a remark on accounts without a role, whose few entries decided the side of their amounts."""
    counts: Counter[int] = Counter()
    for account_of, _ in file.parts(proof.ledger):
        counts.update({entry["values"]: entry["counts"] for entry in pc.value_counts(account_of).to_pylist()})
    by_role = find_sides(proof.ledger.accounts, file.expected.settings)
    few = [n for n, side in enumerate(by_role) if side is None and 0 < counts[n] < ENOUGH]
    if not few:
        return None
    listed = ", ".join(f'"{proof.ledger.accounts[n].heading}"' for n in few[:_SHOWN])
    more = f" and {len(few) - _SHOWN} more" if len(few) > _SHOWN else ""
    detail = f"too few entries show whether a positive amount is a debit: {listed}{more}"
    return Check("Signs", "not proven", detail)
