"""Sheets become rows: which export a file is, how its rows are laid out, whether its totals hold.

May import files and cells.
"""
