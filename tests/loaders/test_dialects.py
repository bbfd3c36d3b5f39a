"""The same sales in a different dialect load as the same rows."""

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders import read
from tests.loaders.exports import (
    HEADERS,
    SALES,
    folder,
    print_cell,
    rows_of,
    sales_csv,
    total_row,
    write_csv,
    write_xlsx,
)

EXPECTED = rows_of(read("a.csv", sales_csv(), folder=folder()).landing, lines=False)


ORDER_REF, BLANK = HEADERS.index("Order Ref"), ("Full Dispatched / Completed Date", "Payment Batch Reference")


def is_clear(places: list[int]) -> bool:
    """Return True if no column with real blanks is to the left of the references, where a pivot has its labels."""
    return all(places.index(ORDER_REF) < places.index(HEADERS.index(header)) for header in BLANK)


def shuffled(rows: list[list], order: list[int]) -> list[list]:
    return [[row[index] for index in order] for row in rows]


@given(
    written=st.tuples(
        st.sampled_from(["day-first", "month-first", "year-first"]), st.sampled_from([".", ","]), st.booleans()
    ),
    bytes_=st.tuples(
        st.sampled_from([",", ";", "\t", "|"]),
        st.sampled_from(["\r\n", "\n", "\r"]),
        st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]),
    ),
    places=st.permutations(range(len(HEADERS) + 1)).filter(is_clear),
    preamble=st.sampled_from(
        [[], [["Sales Orders and Credit Notes"], ["For the period 1 September 2027 to 30 September 2027"]]]
    ),
    blanks=st.sampled_from([[], [[""] * 14]]),
)
def test_dialect_of_text_changes_nothing(written, bytes_, places, preamble, blanks) -> None:
    order, mark, grouped = written
    delimiter, end, encoding = bytes_
    body = [[*(print_cell(value, order, mark, grouped) for value in row), "12"] for row in (*SALES, total_row())]
    rows = shuffled([[*HEADERS, "Internal note"], *body[:2], *blanks, *body[2:]], places)
    content = write_csv([*preamble, *rows], delimiter, end, encoding)
    assert rows_of(read("a.csv", content, folder=folder()).landing, lines=False).equals(EXPECTED)


@settings(max_examples=20)
@given(
    start=st.tuples(st.integers(0, 5), st.integers(0, 3)), places=st.permutations(range(len(HEADERS))).filter(is_clear)
)
def test_workbook_changes_nothing(start, places) -> None:
    rows = shuffled([list(row) for row in (HEADERS, *SALES, total_row())], places)
    landing = read("a.xlsx", write_xlsx(rows, start), folder=folder()).landing
    assert rows_of(landing, lines=False).equals(EXPECTED)
    assert rows_of(landing)["_line"].to_pylist() == [start[0] + 2, start[0] + 3, start[0] + 4]


def test_lines_are_those_of_the_file() -> None:
    text = "Sales\n\n" + sales_csv().decode().replace("\r\n", "\n").replace("Café Noir", '"Café\nNoir"')
    landing = read("a.csv", text.encode(), folder=folder()).landing
    assert rows_of(landing)["_line"].to_pylist() == [4, 5, 7]


def test_spaces_of_all_kinds_are_trimmed() -> None:
    text = sales_csv().decode().replace("K-1", "\u00a0K-1\u200b ").replace("1,150.00", "1\u202f150.00")
    assert rows_of(read("a.csv", text.encode(), folder=folder()).landing, lines=False).equals(EXPECTED)


@pytest.mark.parametrize("sign", ["as stated", "flipped"])
def test_credits_are_negative_whichever_way_the_file_states_them(sign: str) -> None:
    rows = SALES
    if sign == "flipped":
        rows = (*SALES[:2], tuple(-value if isinstance(value, Decimal) else value for value in SALES[2]))
    table = rows_of(read("a.csv", sales_csv(rows), folder=folder()).landing, lines=False)
    assert table.drop_columns(["sign_flipped"]).equals(EXPECTED.drop_columns(["sign_flipped"]))
    assert table["sign_flipped"].to_pylist() == [False, False, sign == "flipped"]


@pytest.mark.parametrize("positive", [{3}, {2, 3}, {2, 3, 4}, set()])
def test_every_credit_is_negative_however_many_of_them_are_positive(positive: set[int]) -> None:
    notes = [(SALES[2][0], f"KC-{number}", *SALES[2][2:]) for number in (2, 3, 4)]
    turned = [
        tuple(-v if at in positive and isinstance(v, Decimal) else v for v in row) for at, row in enumerate(notes, 2)
    ]
    pending = read("a.csv", sales_csv((*SALES[:2], *turned)), folder=folder())
    rows = rows_of(pending.landing)
    assert set(rows["sales"].to_pylist()[2:]) == {Decimal("-1073.70")}
    assert set(rows["qty_ordered"].to_pylist()[2:]) == {Decimal(-1)}
    assert rows["sign_flipped"].to_pylist()[2:] == [number in positive for number in (2, 3, 4)]
    assert ("Signs" in {check.label for check in pending.card.checks}) == (0 < len(positive) < 3)


def test_a_cost_keeps_its_sign_beside_that_of_the_sale() -> None:
    odd = [*SALES[2]]
    odd[1], odd[12] = "KC-2", Decimal("7.00")
    landing = read("a.csv", sales_csv((*SALES, tuple(odd))), folder=folder()).landing
    assert rows_of(landing)["cost"].to_pylist()[2:] == [Decimal("-0.5000"), Decimal("7.0000")]
    assert not any(rows_of(landing)["sign_flipped"].to_pylist())


def test_many_rows_are_read_in_chunks() -> None:
    rows = [(*SALES[0][:1], f"K-{number}", *SALES[0][2:]) for number in range(70_000)]
    random.Random(1).shuffle(rows)
    landing = read("a.csv", sales_csv(rows), folder=folder()).landing
    assert landing.totals["sales_incl"] == 70_000 * Decimal("1150.00")
    assert rows_of(landing)["_line"].to_pylist() == list(range(2, 70_002))
