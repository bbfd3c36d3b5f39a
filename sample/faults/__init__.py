"""The errors in the company's documents and in its ledger. May import company."""
