"""A made-up company with its books, its exports and the exact list of its errors."""

from sample.books import Books, simulate
from sample.company.profiles import ALDER, COMPANIES, KESTREL, Company
from sample.expected.truth import truth
from sample.faults.planting import PLANTERS, Faults
from sample.folders import write

__all__ = ["ALDER", "COMPANIES", "KESTREL", "PLANTERS", "Books", "Company", "Faults", "simulate", "truth", "write"]
