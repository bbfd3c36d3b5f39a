"""Intake of one file: its reports, their month and organisation, and a card for each. May not import uploads."""
