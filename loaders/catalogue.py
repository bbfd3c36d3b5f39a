"""Every loader there is: the exports of Cin7 Omni and those of the ledgers."""

from loaders import ledger, omni

LOADERS = (*omni.LOADERS, *ledger.LOADERS)
