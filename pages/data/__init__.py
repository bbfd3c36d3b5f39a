"""Exports and settings on their way in, and the history of what has landed."""
