"""Two columns of accounts, both filled in each row, next to one column of amounts: the account debited and credited."""

from collections.abc import Sequence

from loaders.layouts.recognition import read_labels
from loaders.mapping.file_columns import AMOUNTS, FileColumn
from loaders.mapping.mapping import AMOUNT

_DEBITED = (
    "Debit account", "Account debited", "Account debit", "Debit account code", "Debit account no", "Dr account",
    "Debit", "Sollkonto", "Konto Soll", "Soll", "Conta débito", "Conta de débito", "Conta devedora", "Débito",
    "Compte débit", "Compte débité", "Débit", "Cuenta debe", "Cuenta de debe", "Cuenta débito", "Debe", "Conto dare",
    "Dare", "Debetrekening", "Rekening debet", "Debetkonto", "Debet",
)  # fmt: skip
_CREDITED = (
    "Credit account", "Account credited", "Account credit", "Credit account code", "Credit account no", "Cr account",
    "Credit", "Habenkonto", "Konto Haben", "Haben", "Conta crédito", "Conta de crédito", "Conta credora", "Crédito",
    "Compte crédit", "Compte crédité", "Crédit", "Cuenta haber", "Cuenta de haber", "Cuenta crédito", "Haber",
    "Conto avere", "Avere", "Creditrekening", "Rekening credit", "Kreditkonto", "Kredit",
)  # fmt: skip
# The share of rows with both: a totals row, or one of several of an entry, may have one.
_MOST = 0.5


def find_accounts(columns: Sequence[FileColumn]) -> dict[str, FileColumn]:
    """Return the columns of the account that is debited, of its contra account and of the amount, if there are such."""
    left, right = (_find(columns, words) for words in (_DEBITED, _CREDITED))
    amounts = [column for column in columns if column.kind == AMOUNTS and column not in {left, right}]
    if not left or not right or len(amounts) != 1 or not _are_accounts(left, right):
        return {}
    code = "code" if left.has_digits and right.has_digits else "name"
    return {code: left, f"contra_{code}": right, AMOUNT: amounts[0]}


def _find(columns: Sequence[FileColumn], words: Sequence[str]) -> FileColumn | None:
    """Return the only column with one of some headers."""
    known = set(read_labels(words))
    found = [
        column
        for column, label in zip(columns, read_labels([c.header for c in columns]), strict=True)
        if label in known
    ]
    return found[0] if len(found) == 1 else None


def _are_accounts(left: FileColumn, right: FileColumn) -> bool:
    """Return True if most rows fill both columns. Debits and credits fill one of them, except for a total."""
    filled = list(zip(left.cells, right.cells, strict=True))
    return sum(map(all, filled)) > max(1, len(filled) * _MOST)
