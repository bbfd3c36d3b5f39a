"""Columns that may not be what their headers say, which the amounts and days of the same rows show."""
