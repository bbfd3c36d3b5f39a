"""Number cells: a file's decimal mark and the exact decimal in each cell, never a float (exports.md#amounts)."""

from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import MONEY

_CURRENCY = r"(?:[A-Za-z]{0,3}[$€£¥]|[A-Z]{3}|(?:RM|Rs|Rp|R|Php|kr|Kč|zł|Ft|S?Fr)\.?|\p{Sc})?"
_MINUS = "[-−–‒‐‑]"
_NUMBER = (
    rf"^{_CURRENCY}\s*(?P<open>\()?\s*(?P<sign>[+]|{_MINUS})?\s*{_CURRENCY}\s*(?P<inner>{_MINUS})?\s*"
    rf"(?P<digits>[0-9][0-9.,'’ ]*|[.,][0-9]+)\s*{_CURRENCY}\s*(?P<trail>{_MINUS})?\s*(?P<close>\))?\s*{_CURRENCY}$"
)
_NOTHING = rf"^(?:{_CURRENCY}\s*{_MINUS}|{_MINUS}\s*{_CURRENCY})$"
# What is next to the digits, such as a currency, which may be shortened: kr. and Fr.
_BESIDE = r"([^0-9.,]*\pL[.])?[^0-9.,]*"
_WIDE = pa.decimal128(24, 5)


class MixedDecimals(Refused):
    """A file with decimal points in some amounts and decimal commas in others."""

    def __init__(self, point: str, comma: str) -> None:
        super().__init__(
            f"Some amounts have a decimal point ({point}) and some a decimal comma ({comma}). "
            "Their value is ambiguous. Export the file again with a single number format."
        )


class AmbiguousDecimals(Refused):
    """Amounts such as 1.234, which can be thousands or decimals, when no other amount in the file settles it."""

    def __init__(self, line: int, column: str, text: str) -> None:
        super().__init__(
            f'Line {line}, {column}: "{text}" can be a whole number of thousands or a number with three decimals, and '
            "no other amount in the file settles it. Export the file again with two decimals in every amount."
        )


def proves_mark(cells: pa.Array, mark: str) -> pa.Array:
    """Return a mask of the cells that can be read only with this decimal mark.

    "1,234.50" and "12.5" prove the point. "1,234" proves neither.
    """
    point, comma = _marks(mark)
    numbers = "|".join(
        (
            rf"[0-9]{{1,3}}({comma}[0-9]{{3}})+{point}[0-9]*",
            rf"[0-9]{{1,3}}({comma}[0-9]{{3}}){{2,}}",
            rf"([0-9][0-9 '’]*)?{point}([0-9]{{1,2}}|[0-9]{{4,}})",
            rf"(0?|[0-9]{{4,}}|[0-9]{{1,3}}([ '’][0-9]{{3}})+){point}[0-9]{{3}}",
        )
    )
    return pc.match_substring_regex(cells, rf"^{_BESIDE}({numbers}){_BESIDE}$")


def seems_grouped(cells: pa.Array, mark: str) -> pa.Array:
    """Return a mask of the cells with exactly three digits after this mark, which then may also separate thousands.

    "1.234" with a point as the decimal mark is such a cell. "0.125" is not, because no number starts with a group of 0.
    """
    point, _ = _marks(mark)
    return pc.match_substring_regex(cells, rf"^{_BESIDE}[1-9][0-9]{{0,2}}{point}[0-9]{{3}}{_BESIDE}$")


def parse_amounts(cells: pa.Array, mark: str) -> pa.Array:
    """Return cells as decimal(18, 4), or null if a cell is not a number.

    Accepts thousands separators, currency signs and codes, (x) and x- as negatives, and "$ -" as zero. Extra decimals
    are rounded half up to four, because a workbook stores 0.12 as 0.119999886.
    """
    point, comma = _marks(mark)
    plain = rf"^-?([0-9]{{1,3}}({comma}[0-9]{{3}}){{0,3}}|[0-9]{{1,14}})({point}[0-9]{{1,4}})?$"
    usual = pc.fill_null(pc.match_substring_regex(cells, plain), False)
    numbers = _strip(pc.if_else(usual, cells, None), mark).cast(MONEY)
    odd = pc.and_(pc.is_valid(cells), pc.invert(usual))
    return pc.replace_with_mask(numbers, odd, _parse_odd(cells.filter(odd), mark)) if pc.any(odd).as_py() else numbers


def _parse_odd(cells: pa.Array, mark: str) -> pa.Array:
    """Parse cells that contain more than digits and separators, or have more than four decimals."""
    cells = pc.replace_substring_regex(cells, _NOTHING, "0")
    parts = pc.extract_regex(cells, _NUMBER)
    digits = _part(parts, "digits")
    point, comma = _marks(mark)
    grouped = rf"[0-9]{{1,3}}(({comma}|['’ ])[0-9]{{2,3}})*({comma}|['’ ])[0-9]{{3}}"
    shaped = pc.match_substring_regex(digits, rf"^({grouped}|[0-9]*)({point}[0-9]*)?$")
    plain = pc.replace_substring_regex(_strip(digits, mark), "['’ ]", "")
    # The fifth decimal decides how the fourth is rounded. Later decimals have no effect.
    plain = pc.replace_substring_regex(plain, r"(\.[0-9]{5})[0-9]+$", r"\1")
    fits = pc.match_substring_regex(plain, r"^[0-9]{0,14}(\.[0-9]*)?$")
    minuses = _count_signs(parts)
    good = reduce(pc.and_, (shaped, fits, pc.less_equal(minuses, 1), _is_closed(parts)))
    numbers = pc.if_else(good, plain, None).cast(_WIDE)
    numbers = pc.round(numbers, 4, round_mode="half_towards_infinity").cast(MONEY)
    return pc.if_else(pc.equal(minuses, 1), pc.negate(numbers), numbers)


def _strip(digits: pa.Array, mark: str) -> pa.Array:
    """Remove thousands separators and replace the decimal mark with a point."""
    plain = pc.replace_substring(digits, "," if mark == "." else ".", "")
    return pc.replace_substring(plain, ",", ".") if mark == "," else plain


def _marks(mark: str) -> tuple[str, str]:
    """Return the patterns of the decimal mark and of the thousands separator."""
    return ("[.]", ",") if mark == "." else (",", "[.]")


def _part(parts: pa.StructArray, name: str) -> pa.Array:
    """Return one captured group, or null if the cell is not a number."""
    return pc.if_else(parts.is_valid(), pc.utf8_trim_whitespace(pc.struct_field(parts, name)), None)


def _count_signs(parts: pa.StructArray) -> pa.Array:
    """Count the negative signs: an opening bracket, and a leading or trailing minus.

    A cell with two of them is unreadable.
    """
    count = pc.match_substring(_part(parts, "open"), "(").cast(pa.int8())
    for name in ("sign", "inner", "trail"):
        count = pc.add(count, pc.match_substring_regex(_part(parts, name), _MINUS).cast(pa.int8()))
    return count


def _is_closed(parts: pa.StructArray) -> pa.Array:
    return pc.equal(pc.equal(_part(parts, "open"), "("), pc.equal(_part(parts, "close"), ")"))
