"""Parts of a page that do not depend on the month: tables, filters, details, downloads. May import frame."""
