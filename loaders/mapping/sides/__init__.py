"""The sides of amounts in a mapped ledger: the words that state them, and the accounts whose role shows them."""
