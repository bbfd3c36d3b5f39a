"""From the stock that Omni holds to the stock account of the ledger: causes, tie-outs, matches, what has not synced."""
