"""Money as accountants write it: below nothing in parentheses, everywhere on screen; tables, charts ask here."""

from decimal import Decimal

# What Streamlit calls this in a column, and how Vega is told: `(` sets parentheses around what is below nothing.
IN_TABLES = "accounting"
IN_CHARTS, ON_AXES = "(,.2f", "(,.0f"


def say_money(amount: object, currency: str = "") -> str:
    """An amount with thousands separators and two decimals; a dash where there is none, for blank is not zero."""
    if amount is None:
        return "–"
    value = round(Decimal(str(amount)), 2)
    said = f"({-value:,.2f})" if value < 0 else f"{abs(value):,.2f}"
    return f"{currency} {said}".strip()
