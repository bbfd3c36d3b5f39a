"""Witnesses of the records: the signing key, the signed heads of the audit log, and an anchor on another disk.

They know folders, not warehouses, so the records themselves can be signed as they are written.
"""
