"""Texts of the half month that look like formulas."""

HOSTILE, NAME = '=HYPERLINK("http://x","S-1")', "=cmd|' /C calc'!A0 & Co"
