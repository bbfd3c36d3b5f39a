"""What goes wrong in its documents and in its ledger. May import company."""
