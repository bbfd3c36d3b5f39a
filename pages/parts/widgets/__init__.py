"""Pieces of a page that know no month: tables, filters, details, downloads. May import frame."""
