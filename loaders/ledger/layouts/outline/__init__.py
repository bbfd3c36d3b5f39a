"""The outline of a ledger file: its rows, sorted into entries and other lines, and the sections that these lines form.

Imports only the labels of rows from the folder above.
"""
