"""A table of entries with one column of amounts: known so that it is refused with what to do, never read.

Debits may be positive in it, or whatever adds to an account; a file of balanced journals looks the same either way.
"""

from close.errors import Refused
from close.store.datasets import LEDGER_ENTRIES
from loaders import omni
from loaders.cells.columns import Day, Money, Text
from loaders.layouts.description import Contents, Known, Loader, Page
from loaders.ledger import sheet

OTHERS = (*sheet.OTHERS, "ledger.sheet", "ledger.balances", "ledger.invoices")


class OneAmount(Refused):
    """Nothing says which amounts of a table are debits."""

    def __init__(self, line: int, header: str) -> None:
        super().__init__(
            f'Line {line}: this table of entries has one column of amounts ("{header}"), and nothing says which '
            "of them are debits. Add the columns Debit and Credit to the report and export it again."
        )


def refuse(page: Page, _: Known) -> Contents:
    """Raises OneAmount."""
    raise OneAmount(page.sheet.lines[page.header].as_py(), page.headers["amount"])


LOADER = Loader(
    name="ledger.one_amount",
    version=1,
    title="General Ledger with one Amount",
    where=__doc__,
    dataset=LEDGER_ENTRIES,
    key="amount",
    columns={
        "entry_date": Day("Date", sheet.DATES),
        "name": Text("Account", (*sheet.NAMES, *sheet.CODES)),
        "amount": Money("Amount", ("Net amount", "Net", "Amount LC", "Value")),
    },
    yields_to=(*OTHERS, *(loader.name for loader in omni.LOADERS)),
    layout=refuse,
)
