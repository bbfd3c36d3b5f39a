"""The scripts that ship with a binder. They run without the rest of the repository, so they import nothing from it."""
