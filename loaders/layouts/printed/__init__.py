"""Reports printed to a file in pages, which are read as one table.

May import the parts of the layouts that every report uses.
"""
