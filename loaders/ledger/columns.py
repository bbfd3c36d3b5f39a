"""Ledger columns: amounts on a side, balances and journal numbers."""

from decimal import Decimal
from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import MONEY
from loaders.cells.columns import Locale, Money, Read, Text

_SIDED = r"(?i)^(.*[0-9)])\s*(?:cr|dr)\.?$"
_NEARLY_ZERO = r"^-?[0-9]+(\.[0-9]+)?[eE]-(0?[5-9]|[1-9][0-9])$"
_ZERO = pa.scalar(Decimal(0), MONEY)
_GROUPED_NUMBER = r"^[0-9]{1,3}([,. '’][0-9]{3})+$"


class Debit(Money):
    """An amount, debit positive. An amount that ends in Cr is negative.

    A negative amount that ends in Cr is unreadable.
    """

    against: ClassVar[str] = "c"

    def read(self, cells: pa.Array, locale: Locale) -> Read:
        """Read amounts as `Money` does. A rounding remainder in a workbook (-2.8E-10) is read as zero."""
        if not pc.any(pc.match_substring_regex(cells, "[eErR]")).as_py():
            return super().read(cells, locale)
        against = pc.fill_null(pc.match_substring_regex(cells, rf"(?i)[0-9)]\s*{self.against}r\.?$"), False)
        plain = pc.replace_substring_regex(cells, _SIDED, r"\1")
        plain = pc.replace_substring_regex(plain, _NEARLY_ZERO, "0")
        values, bad = super().read(plain, locale)
        sided = pc.match_substring_regex(cells, _SIDED)
        twice = pc.fill_null(pc.and_(sided, pc.less(values, _ZERO)), False)
        return pc.if_else(against, pc.negate(values), values), pc.or_(bad, twice)


class Credit(Debit):
    """An amount, credit positive. An amount that ends in Dr is negative."""

    against: ClassVar[str] = "d"


class CreditPositive(Credit):
    """The only amount column of a file that states credits as positive amounts. Read as debits, debit positive."""

    def read(self, cells: pa.Array, locale: Locale) -> Read:
        """Read the credits and turn their signs."""
        values, bad = super().read(cells, locale)
        return pc.negate(values), bad


class Balance(Debit):
    """A balance. The sign of credit balances differs between reports of the same ledger."""

    summed = False


class JournalNumber(Text):
    """A journal number, which some reports print as an amount: "1,234" is 1234."""

    def read(self, cells: pa.Array, locale: Locale) -> Read:
        """Remove thousands separators and leave other text unchanged."""
        grouped = pc.match_substring_regex(cells, _GROUPED_NUMBER)
        return super().read(pc.if_else(grouped, pc.replace_substring_regex(cells, r"[,. '’]", ""), cells), locale)
