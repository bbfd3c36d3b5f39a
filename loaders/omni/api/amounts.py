"""The split of a document's total into the amount without tax and the tax, as far as its own amounts prove it.

The total of the API includes tax, and no field states the tax. Products, freight and surcharge, less the discount, are
the amount without tax if the tax rate turns them into the total, to within 0.02. Some lists state the products after
the discount, so that is tried as well. Of a document with prices including tax, no amount shows how much of it is tax.
"""

from decimal import Decimal
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import MONEY
from close.store.settings import Settings
from loaders.cells.columns import Column, Money, Text
from loaders.layouts.description import Values

CENTS = Decimal("0.02")
TOTAL = "total"
COLUMNS: dict[str, Column] = {
    TOTAL: Money("total", optional=True),
    "products": Money("productTotal", optional=True),
    "freight": Money("freightTotal", optional=True),
    "surcharge": Money("surcharge", optional=True),
    "discount": Money("discountTotal", optional=True),
    "tax_status": Text("taxStatus", optional=True),
    "tax_rate": Money("taxRate", optional=True),
    "currency": Text("currencyCode", optional=True),
    "fx_rate": Money("currencyRate", optional=True),
}
_NONE, _ONE = (pa.scalar(number, MONEY) for number in (Decimal(0), Decimal(1)))
_CENT = pa.scalar(CENTS, MONEY)
_HUNDREDTH = pa.scalar(Decimal("0.01"), pa.decimal128(3, 2))
_EXEMPT = "(?i)^(tax)?[ -]?(exempt|free|none|no ?tax)"


def split_total(rows: Values, settings: Settings | None) -> tuple[pa.Array, pa.Array]:
    """Return the total and the amount without tax of each document. Either is blank unless it is proven."""
    total = pc.if_else(_find_own_currency(rows, settings), rows["total"], None)
    return total, pc.if_else(total.is_valid(), _find_net(rows), None)


def _find_own_currency(rows: Values, settings: Settings | None) -> pa.Array:
    """Return a mask of the documents in the currency of the books.

    One without a currency is if its rate is 1. With another currency, a rate of 1 may only be a default.
    """
    books = settings.currency.strip().upper() if settings else ""
    if not books:
        return pa.repeat(False, len(rows["total"]))
    stated = pc.equal(pc.utf8_upper(pc.utf8_trim_whitespace(rows["currency"])), books)
    return pc.fill_null(pc.coalesce(stated, pc.equal(rows["fx_rate"], _ONE)), False)


def _find_net(rows: Values) -> pa.Array:
    """Return the amount without tax that the rate turns into the total, if exactly one of the readings does."""
    charges = [pc.coalesce(rows[name], _NONE) for name in ("freight", "surcharge")]
    after = reduce(pc.add, charges, rows["products"])
    discount = pc.coalesce(pc.abs(rows["discount"]), _NONE)
    discount = pc.if_else(pc.less(rows["products"], _NONE), pc.negate(discount), discount)
    readings = [_prove(net.cast(MONEY), rows) for net in (pc.subtract(after, discount), after)]
    same = pc.equal(*readings)
    return pc.if_else(pc.fill_null(pc.invert(same), False), None, pc.coalesce(*readings))


def _prove(net: pa.Array, rows: Values) -> pa.Array:
    """Return the amounts that are proven, to the cent.

    A rate may be stated as 0.15 or as 15. A total equal to the amount includes no tax if the rate is 0 or the document
    is exempt. Otherwise it may include the tax.
    """
    total, rate = rows["total"], rows["tax_rate"]
    exempt = pc.fill_null(pc.match_substring_regex(rows["tax_status"], _EXEMPT), False)
    untaxed = pc.or_kleene(exempt, pc.equal(rate, _NONE))
    is_equal = _is_close(net, total)
    taxed = pc.or_kleene(_is_close(_add_tax(net, rate), total), _is_close(_add_tax(net, _per_cent(rate)), total))
    proven = pc.if_else(pc.fill_null(untaxed, False), is_equal, pc.and_kleene(taxed, pc.invert(is_equal)))
    worthless = pc.and_(pc.equal(net, _NONE), pc.equal(total, _NONE))
    return pc.if_else(pc.fill_null(pc.or_kleene(proven, worthless), False), pc.if_else(is_equal, total, net), None)


def _per_cent(rate: pa.Array) -> pa.Array:
    return pc.multiply(rate.cast(pa.decimal128(12, 4)), _HUNDREDTH)


def _add_tax(net: pa.Array, rate: pa.Array) -> pa.Array:
    wide = pc.multiply(net, rate.cast(pa.decimal128(14, 6)))
    return pc.add(net, pc.round(wide, 4).cast(MONEY, safe=False))


def _is_close(amount: pa.Array, total: pa.Array) -> pa.Array:
    return pc.less_equal(pc.abs(pc.subtract(amount, total)), _CENT)
