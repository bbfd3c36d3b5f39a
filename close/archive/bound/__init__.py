"""The scripts that a binder carries. They run without the rest of the repository, so they import none of it."""
