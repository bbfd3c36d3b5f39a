"""The checklist and the fix plan as PDF and workbook."""
