"""The command `tieout`, which gathers the commands of loaders and close. It alone may import everything."""
