"""A cause that would apply to most documents of a kind is reported as one problem, without blaming any of them."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from tests.bridge.slips import Row, accounts, ledger, line, lists
from tests.given.landings import landing, sale
from tests.given.variants import spread
from tests.reports.golden import INSIDE, Ask

Post = Callable[[int, Decimal], tuple[Decimal, date]]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    ask = Ask(tmp_path)
    ask.land(accounts())
    return ask


def answers(ask: Ask, count: int, post: Post) -> tuple[list[str], dict[str, Decimal], str, int]:
    """Return the causes, the amount on the revenue bridge and the state of SY3, for orders posted in a given way."""
    amounts = [Decimal(100 + 7 * n) for n in range(count)]
    orders = [sale(f"SO-{n}", sales=net, sales_incl=net + 20, sales_tax=20) for n, net in enumerate(amounts)]
    entries: list[Row] = []
    for n, net in enumerate(amounts):
        posted, on = post(n, net)
        text = f"INV-{n} | SO-{n}"
        entries += [line("revenue", text, -posted, on), line("receivable", text, net + 20, on)]
    ask.land(landing("sales_documents", orders), *lists(), ledger(*entries))
    causes = [row["cause_id"] for row in ask("findings")]
    bridge = {row["cause_id"]: row["amount"] for row in ask("revenue_bridge")}
    (step,) = [row for row in ask("checklist") if row["step"] == "SY3"]
    return causes, bridge, step["state"], step["exception_count"]


WITH_TAX: Post = lambda n, net: ((net * Decimal("1.2")).quantize(Decimal("0.01")), INSIDE)  # noqa: E731
WITHOUT_FREIGHT: Post = lambda n, net: (net - 5, INSIDE)  # noqa: E731
A_DAY_LATER: Post = lambda n, net: (net, INSIDE + timedelta(days=1))  # noqa: E731


@pytest.mark.parametrize(("post", "count"), spread([*product((WITH_TAX, WITHOUT_FREIGHT, A_DAY_LATER), (3, 30))], 4))
def test_what_all_documents_share_is_one_problem(ask: Ask, post: Post, count: int) -> None:
    causes, bridge, state, exceptions = answers(ask, count, post)
    assert (causes, state, exceptions) == ([], "cannot_tell", 0)
    assert bridge["unexplained"] == 0
    gap = sum(Decimal(100 + 7 * n) - post(n, Decimal(100 + 7 * n))[0] for n in range(count))
    assert bridge.get("not_compared", Decimal(0)) == gap


@pytest.mark.parametrize("shared", [1, 2, 10])
def test_what_some_documents_share_is_theirs(ask: Ask, shared: int) -> None:
    causes, _, state, exceptions = answers(ask, 20, lambda n, net: WITH_TAX(n, net) if n < shared else (net, INSIDE))
    assert (causes, state, exceptions) == (["S20"] * shared, "exceptions", shared)


def test_edits_of_few_documents_that_are_not_alike_are_edits(ask: Ask) -> None:
    causes, _, state, _ = answers(ask, 5, lambda n, net: (net + 13 * n - 20, INSIDE))
    assert (causes, state) == (["S20"] * 5, "exceptions")
