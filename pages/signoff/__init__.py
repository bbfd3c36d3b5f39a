"""Signing, sealing and re-opening a month, and what moved since."""
