"""Rows that a layout reads as data although they may be something else: totals, and the stock of another day."""
