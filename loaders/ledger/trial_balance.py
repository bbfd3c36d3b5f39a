"""Xero: Accounting > Reports > Trial Balance at the month's last day, then Export > Excel. Lands closing balances only.

Figures cover the financial year to date, so its debits and credits are not movements of the month.
"""

from close.store.datasets import LEDGER_BALANCES
from loaders.cells.columns import Text
from loaders.layouts.description import Loader
from loaders.ledger.columns import Credit, Debit
from loaders.ledger.layouts.trial_balances import read_trial_balance


def _list_headers(side: str) -> tuple[str, ...]:
    """List the headers of a side. If a report has several columns for a side, the balance column comes first."""
    return (f"{side} YTD", f"YTD {side}", f"Closing {side}", f"{side} Closing", f"Ending {side}", side)


LOADER = Loader(
    name="ledger.balances",
    version=1,
    title="Trial Balance",
    how_to_export=__doc__,
    dataset=LEDGER_BALANCES,
    key="account_name",
    columns={
        "account_name": Text("Account", ("Account Name", "Account Description", "Full name", "")),
        "account_code": Text("Account Code", ("Code", "Account #", "Account No", "Account Number"), optional=True),
        "account_type": Text("Account Type", ("Type",), optional=True),
        "debit": Debit("Debit - Year to date", _list_headers("Debit")),
        "credit": Credit("Credit - Year to date", _list_headers("Credit")),
    },
    layout=read_trial_balance,
    yields_to=(
        "omni.reconciliation",
        "ledger.xero",
        "ledger.journals",
        "ledger.journals_undated",
        "ledger.quickbooks_sides",
        "ledger.journal_entries",
        "ledger.myob",
        "ledger.sheet",
    ),
)
