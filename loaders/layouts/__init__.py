"""Conversion of sheets to rows: recognition of exports, their layouts, and the proof of their totals.

May import files and cells.
"""
