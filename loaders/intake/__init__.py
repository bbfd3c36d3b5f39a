"""The way of an upload: files, their month and organisation, their landing, a card for each.

May import all of loaders.
"""
