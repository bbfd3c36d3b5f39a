"""Intake of an upload: its files, their month and organisation, landing them, and a card for each file.

May import all of loaders.
"""
