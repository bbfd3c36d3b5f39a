"""Signatures, pins, seals, re-runs and changes since signing. May import work and every package below it."""
