"""Reading, checking, compiling and running the SQL. May import the engine and the store."""
