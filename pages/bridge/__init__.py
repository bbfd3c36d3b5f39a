"""The bridge from stock on hand to the ledger: causes, tie-outs, and matching with the ledger."""
