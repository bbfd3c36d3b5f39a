"""Lists of the entries of one account, which only a line above the headers or the name of the sheet states.

Imports only the outline and the labels of rows from the folder above.
"""
