"""What the SQL means: reading, checking, compiling and running it. May import the engine and the store."""
