"""Texts become values: amounts, days, ranges of dates, and the kinds of columns.

Imports nothing else of loaders.
"""
