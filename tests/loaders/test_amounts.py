"""Number cells, in every way that people write numbers."""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cells.amounts import parse_amounts, proves_mark

MARKS = {".": ",", ",": "."}
AMOUNTS = st.decimals(min_value=-(10**13), max_value=10**13, places=4)


def parse(text: str, mark: str = ".") -> Decimal | None:
    return parse_amounts(pa.array([text, "1", None]), mark)[0].as_py()


@given(
    amount=AMOUNTS,
    mark=st.sampled_from([".", ","]),
    group=st.sampled_from(["", "own", " ", "'", "’"]),
    frame=st.sampled_from(["{}", "NZ${}", "$ {}", "{} €", "EUR {}", "{} NZD"]),
    negative=st.sampled_from(["-{}", "({})", "{}-", "−{}"]),
)
def test_written_amount_is_read_back(amount: Decimal, mark: str, group: str, frame: str, negative: str) -> None:
    group = MARKS[mark] if group == "own" else group
    digits = f"{abs(amount):,}".replace(".", "m").replace(",", group).replace("m", mark)
    framed = frame.format(digits)
    text = negative.format(framed) if amount < 0 else framed
    assert parse(text, mark) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1.23456", "1.2346"), ("0.119999886", "0.12"), ("-1234567890.119999886", "-1234567890.12"), (".5", "0.5"),
     ("5.", "5"), ("+7", "7"), ("-$5.00", "-5"), ("$-5.00", "-5"), ("12,34,567.50", "1234567.5"), ("0.00005", "0.0001"),
     ("-0.00005", "-0.0001"), ("00012", "12"), ("$(5.00)", "-5"), ("USD (5.00)", "-5"), ("(5.00) AUD", "-5"),
     ("RM 5.00", "5"), ("Rs. 1,234.00", "1234"), ("R 1 234.50", "1234.5"), ("5.00 kr", "5"), ("$ -", "0"), ("-$", "0"),
     ("Fr. 5.50", "5.5"), ("‒5.50", "-5.5")],
)  # fmt: skip
def test_odd_but_good(text: str, amount: str) -> None:
    assert parse(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    ["n/a", "1e3", "1_000", "inf", "nan", "12 34", "1,23", "1.2.3", "--5", "-(5)", "(5", "5)", "(5)-", "12.5 pcs",
     "0x10", "#DIV/0!", "٣", "999999999999999", "1,2345", "1 234,5", "$", "()", "5%"],
)  # fmt: skip
def test_no_number(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "marks"),
    [("1,234.50", "."), ("12.5", "."), ("1,234,567", "."), ("0.125", "."), ("1234.567", "."), ("1.2345", "."),
     ("(1,234.5)", "."), ("1 234.567", "."), ("1.234,50", ","), ("12,5", ","), ("1.234.567", ","), ("€ 0,125", ","),
     ("1,234", ""), ("1.234", ""), ("1234", ""), ("12.345", ""), ("1.2.3", ""), ("n/a", ""), ("", "")],
)  # fmt: skip
def test_what_proves_a_decimal_mark(text: str, marks: str) -> None:
    assert [mark for mark in MARKS if proves_mark(pa.array([text]), mark)[0].as_py()] == list(marks)


@pytest.mark.parametrize(("text", "mark"), [("kr. 447,35", ","), ("Fr. 447.35", "."), ("447,35 kr.", ",")])
def test_a_shortened_currency_does_not_hide_the_decimal_mark(text: str, mark: str) -> None:
    assert [proves_mark(pa.array([text]), each).to_pylist() for each in (mark, MARKS[mark])] == [[True], [False]]
