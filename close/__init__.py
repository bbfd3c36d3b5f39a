"""The close itself, without a screen: packages from the store up to the archive. Imports no page and no loader."""
