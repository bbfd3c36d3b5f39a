"""Sales in a currency other than that of the books. A report does not say whether it has converted their amounts."""

from collections import Counter

import pyarrow.compute as pc

from close.store.settings import Settings
from close.texts import say_count
from loaders.layouts.description import Check, Values, Weights

_FOREIGN = "foreign sales"


def weigh_currencies(rows: Values, settings: Settings | None) -> Weights:
    """Count the documents in a currency other than that of the books, as far as both are known."""
    if not settings or not settings.currency or "currency" not in rows:
        return Counter()
    named = pc.utf8_upper(pc.utf8_trim_whitespace(rows["currency"]))
    return Counter({_FOREIGN: pc.not_equal(named, settings.currency.upper()).true_count})


def remark_currencies(weights: Weights) -> tuple[Check, ...]:
    """Return a remark for the card if there are such documents."""
    if not weights[_FOREIGN]:
        return ()
    detail = (
        f"{say_count(weights[_FOREIGN], 'document')} in a currency other than that of the books. All amounts are read "
        "as if they were in that of the books. If Omni has not converted them, run the report in that currency"
    )
    return (Check("Currency", "not proven", detail),)
