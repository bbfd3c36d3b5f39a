"""A read-only server for assistants, which speaks the Model Context Protocol. Only close.commands imports it."""
