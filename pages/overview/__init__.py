"""The overview of a month: its balances, and what is still to do."""
