"""Conversion of texts to values: amounts, days, date ranges, and the kinds of columns.

Imports nothing else of loaders.
"""
