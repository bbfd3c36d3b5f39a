"""A made-up company with its books, its exports and the exact truth of what is wrong with them."""

from sample.books import Books, simulate
from sample.company import ALDER, COMPANIES, KESTREL, Company
from sample.faults import PLANTERS, Faults
from sample.folders import write
from sample.truth import truth

__all__ = ["ALDER", "COMPANIES", "KESTREL", "PLANTERS", "Books", "Company", "Faults", "simulate", "truth", "write"]
