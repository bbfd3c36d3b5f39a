"""Conversion of text to values: amounts, days, date ranges, and the kinds of columns.

Imports nothing else from loaders.
"""
