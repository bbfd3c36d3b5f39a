"""Mappings: a person says which column of an unknown file is which, and the file is then read like any other.

A mapping becomes a `Loader` and an `Export`, so it goes through the layouts and proofs of the known exports.
"""
