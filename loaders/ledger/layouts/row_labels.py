"""The labels by which a row of a ledger shows that it is not an entry: balances, movements, totals, footers."""

import re

from loaders.layouts.recognition import normalise

_DAY_AFTER = r"(,? *(-|–|(as )?(at|of|on))? *\(?[\d/. ]*[a-z]{0,9}[\d/., ]+\)?)?"
OPENING = (
    rf"(?i)^((opening|beginning|starting) balances?( b/?f(wd)?)?|(opening )?(balance )?brought (forward|down)"
    rf"|(opening )?bal(ance)?\.? b/?f(wd)?|b/?fwd?){_DAY_AFTER}:?$"
)
CLOSING = (
    rf"(?i)^((closing|ending) balances?( c/?f(wd)?)?|(closing )?(balance )?carried (forward|down)"
    rf"|(closing )?bal(ance)?\.? c/?f(wd)?|c/?fwd?){_DAY_AFTER}:?$"
)
_NET = re.compile(r"^net (movement|activity|change)\b", re.IGNORECASE)
_TOTAL = re.compile(r"^(grand |report |overall |sub-?)?totals?\b", re.IGNORECASE)
_TOTAL_AFTER = re.compile(r"\s+totals?:?$", re.IGNORECASE)
_BARE = re.compile(r"^(grand |report |overall |sub-?)?totals?( for (all|report|period))?:?$", re.IGNORECASE)
SUM = (
    r"(?i)^(sum|som|somme|summe|suma|soma|gesamt(summe|betrag)?|totaal( generaal)?|totale( generale)?|totaux"
    r"|(eind)?totalen|total g[ée]n[ée]ral|total general|total geral|insgesamt):?$"
)
_WITH_CHILDREN = re.compile(r"\W*\b(with|incl(uding|\.)?) sub-?accounts?\W*$", re.IGNORECASE)
CODED = (
    re.compile(r"^(?P<code>[A-Za-z]{0,4}\d[\w./-]*(?: \d[\w./-]*)?)(\s+[-–—:·]\s*|\s*[-–—:·]\s+)(?P<name>\S.*)$"),
    re.compile(r"^(?P<code>\d[\d./-]{2,})\s+(?P<name>\D.*)$"),
    re.compile(r"^(?P<name>.+\S)\s*\((?P<code>\d[\w./-]*)\)$"),
)
_FOOTER = re.compile(
    r"^\W*((there (are|is|were) )?no (transactions?|data|entries|activity|journals|records?|results?)\b.*"
    r"|(this report )?(has|contains) no (transactions|data|entries)\b.*|(cash|accrual)s? basis\b.*"
    r"|(accounting )?(basis|method):.*|(printed|generated|exported|produced|run|created)"
    r" (on|at|by|from|using)\b.*|(report|date) (generated|printed|created|run|exported).*|page \d+( of \d+)?"
    r"|(mon|tues|wednes|thurs|fri|satur|sun)day, .*\d{4}.*|end of report\W*|.*\bGMT[-+ ]?\d[\d:]*)$",
    re.IGNORECASE,
)
_CASH = re.compile(r"^\W*cash[ -]basis\b|\b(basis|method)\W+cash\b|\(cash[ -]basis\)", re.IGNORECASE)


def says_opening(text: str) -> bool:
    """Whether a cell calls its row an opening balance; "Opening Balance Equity" is an account."""
    return bool(re.match(OPENING, text))


def says_closing(text: str) -> bool:
    """Whether a cell calls its row a closing balance."""
    return bool(re.match(CLOSING, text))


def says_net(text: str) -> bool:
    """Whether a row is the movement of an account."""
    return bool(_NET.match(text))


def says_footer(text: str) -> bool:
    """Whether a line is a footer of the report: its basis, when it was printed."""
    return bool(_FOOTER.match(text))


def says_cash(text: str) -> bool:
    """Whether a line says that the report counts money instead of invoices."""
    return bool(_CASH.search(text))


def says_total(text: str) -> bool:
    """Whether a row may be a total; an account may also be called "Total Tools" or "Running Total"."""
    return bool(_TOTAL.match(text) or _TOTAL_AFTER.search(text))


def is_bare(text: str) -> bool:
    """Whether a total does not say what it is of."""
    return bool(_BARE.match(text))


def is_sum(text: str) -> bool:
    """Whether a row with amounts is a total that people or programs of other languages wrote."""
    return bool(re.match(SUM, text))


def is_grand(text: str) -> bool:
    """Whether a total is that of the whole report."""
    return bool(re.match(r"(?i)(grand|report|overall)[ -]totals?\b|totals? for", text))


def counts_children(text: str) -> bool:
    """Whether a total says that it holds those of sub-accounts."""
    return bool(_WITH_CHILDREN.search(text))


def totalled(text: str) -> set[str]:
    """What a total may be of: "Total for X" and "X total" are that of X, or of an account called "for X"."""
    text = _WITH_CHILDREN.sub("", text)
    name = _TOTAL.sub("", text).strip() if _TOTAL.match(text) else ""
    before = _TOTAL_AFTER.sub("", text) if _TOTAL_AFTER.search(text) else ""
    return {normalise(name), normalise(re.sub(r"(?i)^(for|of)\b", "", name)), normalise(before)} - {""}


def without_code(name: str) -> str:
    """The name of an account that is headed by its code, as names are compared; "" for any other."""
    return next((normalise(found["name"]) for pattern in CODED if (found := pattern.match(name))), "")
