"""The month-end close without a user interface: packages from the store to the archive. Imports no pages or loaders."""
