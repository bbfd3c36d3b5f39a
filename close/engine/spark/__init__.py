"""Spark as the engine, for companies that outgrow one machine: Apache Spark or Sail, over Spark Connect.

The only package that imports pyspark. It is imported only if the address of a server is set.
"""
