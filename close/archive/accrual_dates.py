"""The dates in the import files of the accruals: how each package reads them, and what to know before the import.

Xero accepts dd/mm/yyyy or dd mmm yyyy: https://help.xero.com/nz/ManualJournalsImport. The first would be misread where
the month comes first.

Intuit lists the columns of its import of journal entries, but not the order of dates:
https://quickbooks.intuit.com/learn-support/en-au/help-article/import-export-files/L4tQBwbs7_AU_en_AU.
Guides by others name MM/DD/YYYY, or the order of the company's region. None accepts a month in letters:
https://spreadsheetbroccoli.com/platforms/quickbooks_online/import-journal-entry-guide,
https://csvqbo.com/blog/quickbooks-csv-import-date-format.
"""

from datetime import date

from close.store.packages import PACKAGES

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say_xero_day(day: date) -> str:
    """Return a day as 31 Mar 2026, which Xero reads in every region."""
    return f"{day:%d} {MONTHS[day.month - 1]} {day:%Y}"


def say_quickbooks_day(day: date, is_day_first: bool) -> str:
    """Return a day as 31/03/2026, or as 03/31/2026 if the month comes first."""
    return f"{day:%d/%m/%Y}" if is_day_first else f"{day:%m/%d/%Y}"


def say_day(day: date, package: str, is_day_first: bool) -> str:
    """Return a day as a package's files have it."""
    return say_quickbooks_day(day, is_day_first) if PACKAGES[package].asks_date_order else say_xero_day(day)


def write_notes(day: date, package: str, is_day_first: bool, caution: str = "") -> dict[str, bytes]:
    """Return a caution and the steps of the import of a journal of a month's last day, as files by name."""
    notes = {"INCOMPLETE.txt": caution, "How to import.txt": say_how_to_import(day, package, is_day_first)}
    return {name: f"{text}\n".encode() for name, text in notes.items() if text}


def say_how_to_import(day: date, package: str, is_day_first: bool) -> str:
    """Return what to know before the import of a journal of a month's last day, or an empty text.

    That day has only one reading, so a file in the wrong order cannot be read as another day. The first of the next
    month can.
    """
    if not PACKAGES[package].asks_date_order:
        return ""
    written = "DD/MM/YYYY" if is_day_first else "MM/DD/YYYY"
    return (
        "Turn off account numbers in QuickBooks before the import, because it finds accounts by name. "
        f"Dates are written {written}: choose that if QuickBooks asks for the format. Intuit does not state the order. "
        "Guides by other companies name MM/DD/YYYY, or the order of the company's region. Import the accrual first, "
        "and check its date in QuickBooks before you import the reversal: "
        f"{say_quickbooks_day(day, is_day_first)} cannot be read as another day."
    )
