"""Sales in another currency: they are only said to differ if the report is known to convert them."""

from pathlib import Path

import pytest

from close.store.settings import Settings
from loaders import read
from tests.bridge.slips import accounts, ledger, line
from tests.given.landings import Row, landing, sale, settings
from tests.loaders.exports import folder
from tests.reports.golden import INSIDE, Ask

REPORT = (
    "Order Ref,Fully Dispatched Date,Invoice Date,Invoice Status,Qty Ordered,Qty Dispatched,Sales (Incl),Sales,Cost,"
    "Currency\n"
)


def posted(ref: str, net: int) -> list[Row]:
    return [line("revenue", ref, -net, INSIDE), line("receivable", ref, net + 2, INSIDE)]


@pytest.mark.parametrize(
    ("currency", "others", "named"),
    [("GBP", [], ["S-1"]), (None, [], ["S-1"]), ("EUR", [], []), ("eur ", [], []), ("EUR", [10], ["S-1"])],
)
def test_a_foreign_sale_differs_only_beside_one_that_agrees(
    tmp_path: Path, currency: str | None, others: list[int], named: list[str]
) -> None:
    refs = [f"S-{number}" for number in range(2, 2 + len(others))]
    sales = landing("sales_documents", [sale("S-1", currency=currency), *(sale(ref, currency="EUR") for ref in refs)])
    books = ledger(
        *posted("S-1", 20), *(row for ref, net in zip(refs, others, strict=True) for row in posted(ref, net))
    )
    rows = Ask(tmp_path)("findings", settings(currency="GBP"), accounts(), sales, books)
    assert [row["ref"] for row in rows if row["cause_id"] == "S20"] == named


@pytest.mark.parametrize(("currencies", "said"), [("GBP gbp", 0), ("EUR GBP", 1), ("EUR USD", 2)])
def test_the_card_counts_foreign_sales(currencies: str, said: int) -> None:
    day = "13/09/2027"
    rows = "".join(f"K-{n},{day},{day},Imported,1,1,12.00,10.00,5.00,{c}\n" for n, c in enumerate(currencies.split()))
    pending = read("a.csv", (REPORT + rows).encode(), folder=folder(Settings(name="Kelp", currency="GBP")))
    remarks = [check.detail for check in pending.card.checks if check.label == "Currency"]
    assert [remark.split()[0] for remark in remarks] == ([str(said)] if said else [])
