"""Signatures, pins, seals, re-runs and drift. May import work and every package below it."""
