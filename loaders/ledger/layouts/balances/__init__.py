"""The running balances of a ledger: their order, the gaps between them, and what they prove."""
