"""The overview of a month: its balances and the remaining work."""
