"""Reports rounded to fewer decimals, as Xero and Excel can do, or in thousands: they do not agree to the cent."""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.store.settings import Settings
from loaders.layouts.description import Check, Values

_CENTS = 2
_ENOUGH, _SAMPLE, _VARIED = 20, 200, 5
# Those without a smaller unit in ISO 4217, and those whose smaller unit is no longer used.
_WITHOUT_CENTS = frozenset(
    (
        *("BIF", "CLP", "COP", "CRC", "DJF", "GNF", "HUF", "IDR", "ISK", "JPY", "KMF", "KRW", "LAK"),
        *("MMK", "PYG", "RWF", "TWD", "UGX", "UZS", "VND", "VUV", "XAF", "XOF", "XPF"),
    )
)


_WITH_THREE_DECIMALS = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))


class Cents:
    """The decimals of the amounts of a file, and its first distinct amounts by column.

    Costs in Omni's reports may have more decimals than cents. In a ledger, no amount has.
    """

    def __init__(self, *, is_ledger: bool = False) -> None:
        self._is_ledger = is_ledger
        self._most = 0  # decimals, of which no more than two are counted
        self._amounts: dict[str, list[Decimal]] = {}

    def look(self, amounts: Values) -> None:
        """Add the amounts of a part."""
        for name, column in amounts.items():
            if self._most < _CENTS:
                self._most = max(self._most, next((n for n in range(_CENTS) if _are_round(column, n)), _CENTS))
            known = self._amounts.setdefault(name, [])
            if len(known) < _SAMPLE:
                known += filter(None, pc.unique(column).slice(0, _SAMPLE).to_pylist())

    def check(self, settings: Settings | None) -> Check | None:
        """Return a remark if there are enough amounts, and they seem to be rounded or in thousands."""
        currency = settings.currency.upper() if settings else ""
        samples = [{*known} for known in self._amounts.values()]
        said = ""
        if sum(map(len, samples)) >= _ENOUGH and currency not in _WITHOUT_CENTS:
            said = self._find_rounding(samples)
            if not said and currency not in _WITH_THREE_DECIMALS and self._are_in_thousands(samples):
                said = "most amounts have more than two decimals: make sure that they are not in thousands"
        return Check("Cents", "not proven", said) if said else None

    def _find_rounding(self, samples: Sequence[Collection[Decimal]]) -> str:
        """Return a remark on amounts without cents, or with one decimal if several columns have any of its digits."""
        if not self._most:
            return "no amount has cents: show decimals in the report and export it again"
        digits = [{int(amount * 10) % 10 for amount in sample} for sample in samples]
        if self._most < _CENTS and sum(len(found) >= _VARIED for found in digits) > 1:
            return "no amount has more than one decimal: show two decimals in the report and export it again"
        return ""

    def _are_in_thousands(self, samples: Iterable[Collection[Decimal]]) -> bool:
        """Return True if most amounts have exactly three decimals, or more in a ledger."""
        decimals = [_count_decimals(amount) for sample in samples for amount in sample]
        several = sum(number > _CENTS for number in decimals)
        return several * 2 > len(decimals) and (self._is_ledger or max(decimals) == _CENTS + 1)


def _count_decimals(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _are_round(column: pa.Array, decimals: int) -> bool:
    return not pc.any(pc.not_equal(pc.round(column, decimals), column)).as_py()
