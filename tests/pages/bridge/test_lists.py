"""The list below the bridge: it opens from the table of all causes, and says which amounts it cannot list."""

from decimal import Decimal

from close.work.legs import Leg
from pages.parts.month.causes import cause
from pages.parts.words import say_money
from tests.pages.screen import Open, select, table, words


def test_a_cause_in_the_table_of_all_causes_opens_its_documents(open_page: Open, months: list[str], rows) -> None:
    app = open_page("bridge", period=months[-1], view="All causes")
    shown = next(frame.value for frame in app.dataframe if "Cause" in frame.value.columns)
    wanted = 1
    select(app, "causes-", wanted)
    assert not app.exception
    assert not app.error
    assert set(table(app, "findings")["Cause"]) == {shown["Cause"].iloc[wanted]}


def test_the_list_says_which_amounts_have_no_documents(
    open_page: Open, months: list[str], legs: list[Leg], rows
) -> None:
    listed = {row["cause_id"]: Decimal(0) for row in rows("findings")}
    for row in rows("findings"):
        listed[row["cause_id"]] += (row["leg1_amount"] or 0) + (row["leg2_amount"] or 0)
    charted: dict[str, Decimal] = {}
    for row in (row for leg in legs for row in leg.causes):
        charted[row["cause_id"]] = charted.get(row["cause_id"], Decimal(0)) + row["amount"]
    left = {code: amount - listed.get(code, 0) for code, amount in charted.items() if amount != listed.get(code, 0)}
    assert left
    text = words(open_page("bridge", period=months[-1]))
    assert all(f"{cause(code, months[-1]).name} {say_money(amount)}" in text for code, amount in left.items())


def test_the_list_shows_the_effect_on_the_gap_before_the_cause(open_page: Open, months: list[str], rows) -> None:
    listed = table(open_page("bridge", period=months[-1]), "findings")
    assert list(listed.columns[:3]) == ["Reference", "Effect on the gap", "Cause"]
    stock = [row for row in rows("findings") if row["leg1_amount"] or row["leg2_amount"]]
    assert listed["Effect on the gap"].sum() == sum(row["leg1_amount"] + row["leg2_amount"] for row in stock)
