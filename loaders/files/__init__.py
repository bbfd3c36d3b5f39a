"""Bytes become sheets: encodings, delimiters, workbooks, JSON lists, zip files. Imports nothing of loaders."""
