"""Signing, sealing and re-opening of a month, and the changes since."""
