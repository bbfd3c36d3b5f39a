"""Exact numbers of formats that allow exponents, with which a few characters can state millions of digits."""

from decimal import Decimal, InvalidOperation

_MOST_DIGITS = 40


def parse_number(text: str) -> Decimal:
    """Return a number. Raises ValueError with a sentence if it has more digits than any amount, such as 1e999999."""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"the number {text[:30]} is out of range") from error
    if number.is_finite() and abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError(f"the number {text[:30]} is out of range")
    return number
