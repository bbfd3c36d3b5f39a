"""Conversion of bytes to sheets: encodings, delimiters, workbooks, JSON lists and zip files.

Imports nothing from loaders.
"""
