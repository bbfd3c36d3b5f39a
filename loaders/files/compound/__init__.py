"""Binary workbooks of Excel 97 to 2003 (.xls): the records in them that the reader of workbooks does not return.

Uses only the standard library, because the process that reads a workbook runs these files on their own.
"""
