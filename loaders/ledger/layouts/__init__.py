"""The layouts of ledger files: entries by account or journal, trial balances and lists of documents.

May import the files, cells and layouts of every loader, but not the description of any package.
"""
