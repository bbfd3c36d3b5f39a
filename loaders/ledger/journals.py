"""Xero: Accounting > Reports > Journal Report for the month, then Export > Excel.

This is the only report that states when a journal was posted, and so shows entries added to a closed month. It states
neither the source nor the reference of a document, so the Account Transactions are needed as well. Without the column
Posted Date it is recognised by its title, because any table may have the remaining columns.
"""

from dataclasses import replace

from close.store.datasets import LEDGER_ENTRIES
from loaders.cells.columns import Day, Money, Text
from loaders.layouts.description import Loader
from loaders.ledger.columns import Credit, Debit, JournalNumber
from loaders.ledger.layouts.ledger import Ledger

LOADER = Loader(
    name="ledger.journals",
    version=1,
    title="Journal Report",
    how_to_export=__doc__,
    dataset=LEDGER_ENTRIES,
    key="debit",
    period_columns=("entry_date",),
    columns={
        "entry_date": Day("Date", ("Journal Date",)),
        "journal_id": JournalNumber("Journal ID", ("Journal Number", "Journal No", "Journal")),
        "code": Text("Account Code", ("Code",), optional=True),
        "name": Text("Account", ("Account Name",)),
        "debit": Debit("Debit", ("Debits",)),
        "credit": Credit("Credit", ("Credits",)),
        "posted_date": Day("Posted Date", ("Posted", "Date Posted")),
        "source_type": Text("Source", ("Source Type",), optional=True),
        "contact": Text("Contact", optional=True),
        "description": Text("Description", ("Narration",), optional=True),
        "reference": Text("Reference", optional=True),
        "tax": Money("Tax", ("GST", "VAT", "Tax Amount"), optional=True),
    },
    layout=Ledger(journals=True).read,
)
UNDATED = replace(
    LOADER,
    name="ledger.journals_undated",
    report_title=LOADER.title,
    yields_to=(LOADER.name,),
    columns={
        **LOADER.columns,
        "journal_id": replace(LOADER.columns["journal_id"], optional=True),
        "posted_date": replace(LOADER.columns["posted_date"], optional=True),
    },
)
