"""What a binder ships with itself. Runs without the rest of the repository, so it imports none of it."""
