"""The questions that an upload leaves open: one for all files that it concerns, and each only once."""
