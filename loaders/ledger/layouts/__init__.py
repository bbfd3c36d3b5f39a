"""How ledger files are laid out: entries by account or journal, trial balances, lists of documents; all of it proven.

May import the files, cells and layouts of every loader, and no description of a package.
"""
