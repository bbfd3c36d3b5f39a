"""The one command: it gathers those of loaders and of close, and alone may import everything."""
