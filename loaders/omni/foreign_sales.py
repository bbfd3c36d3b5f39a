"""Sales in a currency other than that of the books.

A report does not say whether it has converted their amounts, nor which way its exchange rates are meant. Costs are
always in the currency of the books. If gross profits are as well, they prove both, to the cent.
"""

from collections import Counter
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import MONEY
from close.store.settings import Settings
from close.texts import agree, say_count
from loaders.layouts.description import Check, Values, Weights

_FOREIGN, _STATED = "foreign sales", "sales as stated"
_WAYS = {"sales times rates": pc.multiply, "sales by rates": pc.divide}
_AMOUNTS, _FACTS = ("sales_incl", "sales_tax", "sales"), ("sales", "cost", "gross_profit", "fx_rate")
_CENTS = pa.scalar(Decimal("0.02"))


def weigh_currencies(rows: Values, settings: Settings | None) -> Weights:
    """Count the documents in another currency, and those whose gross profit proves how their sales are stated."""
    foreign = _find_foreign(rows, settings)
    weights = Counter({_FOREIGN: foreign.true_count})
    if weights[_FOREIGN] and {*_FACTS} <= rows.keys():
        readings = {_STATED: rows["sales"], **{way: _convert(rows, "sales", way) for way in _WAYS}}
        profit = pc.add(rows["cost"], rows["gross_profit"])
        fits = {how: pc.less_equal(pc.abs(pc.subtract(sales, profit)), _CENTS) for how, sales in readings.items()}
        weights.update({how: pc.and_(foreign, pc.fill_null(mask, False)).true_count for how, mask in fits.items()})
    return weights


def convert_sales(rows: Values, settings: Settings | None, weights: Weights) -> Values:
    """Return the rows with the amounts of such documents in the currency of the books, if the file proves how."""
    way = _find_way(weights)
    if not way:
        return rows
    foreign = _find_foreign(rows, settings)
    return {**rows, **{name: pc.if_else(foreign, _convert(rows, name, way), rows[name]) for name in _AMOUNTS}}


def remark_currencies(weights: Weights) -> tuple[Check, ...]:
    """Return a remark for the card if there are such documents."""
    if not (count := weights[_FOREIGN]):
        return ()
    documents = f"{say_count(count, 'document')} in a currency other than that of the books"
    if _find_way(weights):
        detail = (
            f"{documents} {agree(count, 'was', 'were')} converted at the rates in the file, which gross profits prove"
        )
        return (Check("Currency", "passed", detail),)
    detail = (
        f"{documents}. All amounts are read as if they were in that of the books. If Omni has not converted them, run "
        "the report in that currency"
    )
    return (Check("Currency", "not proven", detail),)


def _find_foreign(rows: Values, settings: Settings | None) -> pa.Array:
    """Return a mask of the documents in a currency other than that of the books, as far as both are known."""
    if not settings or not settings.currency or "currency" not in rows:
        return pa.repeat(False, len(rows["order_ref"]))
    named = pc.utf8_upper(pc.utf8_trim_whitespace(rows["currency"]))
    return pc.fill_null(pc.not_equal(named, settings.currency.upper()), False)


def _find_way(weights: Weights) -> str:
    """Return the only way in which rates explain every such document, or a blank. As stated, they explain none."""
    proven = [way for way in _WAYS if weights[way] == weights[_FOREIGN] > 0]
    return proven[0] if len(proven) == 1 and not weights[_STATED] else ""


def _convert(rows: Values, name: str, way: str) -> pa.Array:
    """Return amounts at the exchange rates, to the cent. Without a rate there is none."""
    rate = pc.if_else(pc.equal(rows["fx_rate"], 0), None, rows["fx_rate"])
    return pc.round(_WAYS[way](rows[name], rate), 2, round_mode="half_towards_infinity").cast(MONEY)
