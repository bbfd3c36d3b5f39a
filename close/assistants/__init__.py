"""What an assistant may ask: a read-only server of the Model Context Protocol. Only close.commands imports it."""
