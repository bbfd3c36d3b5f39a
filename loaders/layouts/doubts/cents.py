"""Reports rounded to whole amounts, which Xero and Excel can do: their totals do not agree to the cent."""

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.store.settings import Settings
from loaders.layouts.description import Check, Values

_ENOUGH = 20
# Those without a smaller unit in ISO 4217, and those whose smaller unit is no longer used.
_WITHOUT_CENTS = frozenset(
    (
        *("BIF", "CLP", "COP", "CRC", "DJF", "GNF", "HUF", "IDR", "ISK", "JPY", "KMF", "KRW", "LAK"),
        *("MMK", "PYG", "RWF", "TWD", "UGX", "UZS", "VND", "VUV", "XAF", "XOF", "XPF"),
    )
)


class Cents:
    """The distinct amounts of a file, until there are enough or one has cents."""

    def __init__(self) -> None:
        self._has_cents = False
        self._amounts: dict[str, set[Decimal]] = {}

    def look(self, amounts: Values) -> None:
        """Add the amounts of a part."""
        for name, column in amounts.items():
            known = self._amounts.setdefault(name, set())
            if self._has_cents or (len(known) >= _ENOUGH and not _has_cents(column)):
                continue
            self._has_cents = _has_cents(column)
            known.update(filter(None, pc.unique(column).to_pylist()))

    def check(self, settings: Settings | None) -> Check | None:
        """Return a remark if there are enough amounts and none has cents, unless the currency of the books has none."""
        if settings and settings.currency.upper() in _WITHOUT_CENTS:
            return None
        if self._has_cents or sum(map(len, self._amounts.values())) < _ENOUGH:
            return None
        return Check("Cents", "not proven", "no amount has cents: show decimals in the report and export it again")


def _has_cents(column: pa.Array) -> bool:
    return bool(pc.any(pc.not_equal(pc.round(column), column)).as_py())
