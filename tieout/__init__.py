"""The command `tieout`, which combines the commands of loaders and close. Only this package may import everything."""
