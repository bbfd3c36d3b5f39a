"""Signatures and seals of a month, and what has moved since."""
