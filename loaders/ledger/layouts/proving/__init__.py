"""Proofs of how the rows of a ledger were put together: pages that were joined, and accounts that were carried down."""
