"""Money as people write it."""

from decimal import Decimal


def say_money(amount: object, currency: str = "") -> str:
    """An amount with thousands separators and two decimals; a dash where there is none, for blank is not zero."""
    if amount is None:
        return "–"
    return f"{currency} {Decimal(str(amount)):,.2f}".strip()
