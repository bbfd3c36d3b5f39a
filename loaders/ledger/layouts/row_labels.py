"""The labels of rows that are not entries: balances, movements, totals and footers."""

import re

from loaders.layouts.recognition import normalise

_DAY_AFTER = r"(,? *(-|–|(as )?(at|of|on))? *\(?[\d/. ]*[a-z]{0,9}[\d/., ]+\)?)?"
# Openings and closings as other languages, and people who copy a balance by hand, write them.
_OPENED = (
    r"(balance|bal\.?) (forward|fwd)|((balance|bal\.?) )?(b/[fd]|brought fwd)|report [àa] nouveau"
    r"|[àa]-nouveaux?|solde (initial|d'ouverture|[àa] nouveau)|saldo (inicial|anterior|iniziale|precedente)"
    r"|ing[åa]ende (balans|saldo)"
    r"|saldovortrag|vortrag|eb-wert|anfangs(saldo|bestand)|er(ö|oe)ffnungs(saldo|bestand)|begin(saldo|balans)"
    r"|openings?balans"
)
_CLOSED = (
    r"((balance|bal\.?) )?(c/[fd]|carried fwd)|solde (final|de cl[ôo]ture)|saldo finale?|utg[åa]ende (balans|saldo)"
    r"|schlu(ss|ß)(saldo|bestand)|endsaldo|eindsaldo|eindbalans"
)
OPENING_PHRASES = (
    r"opening bal(ance)?s?|(balance|bal\.?) (forward|fwd)|brought (forward|fwd|down)|b/[fd]|er(ö|oe)ffnungs\w*"
    r"|(saldo)?vortrag|eb-wert\w*|anfangs(saldo|bestand)|begin(saldo|balans)|beginning balance|openings?balans"
    r"|[àa]-nouveaux?|(solde|report) (initial|d'ouverture|[àa] nouveau)"
    r"|saldo (inicial|anterior|iniziale|precedente)|asiento de apertura|ing[åa]ende (balans|saldo)"
)
OPENING = (
    rf"(?i)^((opening|beginning|starting) balances?( b/?f(wd)?)?|(opening )?(balance )?brought (forward|down)"
    rf"|(opening )?bal(ance)?\.? b/?f(wd)?|b/?fwd?|{_OPENED}){_DAY_AFTER}:?$"
)
CLOSING = (
    rf"(?i)^((closing|ending) balances?( c/?f(wd)?)?|(closing )?(balance )?carried (forward|down)"
    rf"|(closing )?bal(ance)?\.? c/?f(wd)?|c/?fwd?|{_CLOSED}){_DAY_AFTER}:?$"
)
_NET = re.compile(r"^net (movement|activity|change)\b", re.IGNORECASE)
_TOTAL = re.compile(r"^(grand |report |overall |sub-?)?totals?\b", re.IGNORECASE)
_TOTAL_AFTER = re.compile(r"(?<!\s)\s++totals?:?$", re.IGNORECASE)
_BARE = re.compile(r"^(grand |report |overall |sub-?)?totals?( for (all|report|period))?:?$", re.IGNORECASE)
SUM = (
    r"(?i)^(sum|som|somme|summe|suma|soma|gesamt(summe|betrag)?|totaal( generaal)?|totale( generale)?|totaux"
    r"|(eind)?totalen|eindtotaal|total g[ée]n[ée]ral|total general|total geral|insgesamt|gesamtergebnis|endsumme"
    r"|totale complessivo|suma total):?$"
)
_OF_PAGE = re.compile(r"^\W*((sub[ -]?)?totals?\b.*\bpage\b|page\b.*\b(sub[ -]?)?totals?\b)", re.IGNORECASE)
_WITH_CHILDREN = re.compile(r"(?<!\W)\W*+\b(with|incl(uding|\.)?) sub-?accounts?\W*$", re.IGNORECASE)
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
    """Return True if a cell is the label of an opening balance. "Opening Balance Equity" is an account."""
    return bool(re.match(OPENING, text))


def says_closing(text: str) -> bool:
    """Return True if a cell is the label of a closing balance."""
    return bool(re.match(CLOSING, text))


def says_net(text: str) -> bool:
    """Return True if a cell is the label of an account's movement."""
    return bool(_NET.match(text))


def says_footer(text: str) -> bool:
    """Return True for a footer of the report, which gives its basis or the time of printing."""
    return bool(_FOOTER.match(text))


def says_cash(text: str) -> bool:
    """Return True if a line states that the report is on a cash basis."""
    return bool(_CASH.search(text))


def says_total(text: str) -> bool:
    """Return True if a row may be a total. An account may also be called "Total Tools" or "Running Total"."""
    return bool(_TOTAL.match(text) or _TOTAL_AFTER.search(text))


def is_bare(text: str) -> bool:
    """Return True if a total does not give the name of its account."""
    return bool(_BARE.match(text))


def says_page_total(text: str) -> bool:
    """Return True for the total of a printed page, such as "Page 2 total" or "Total this page"."""
    return bool(_OF_PAGE.match(text))


def is_sum(text: str) -> bool:
    """Return True for a row with amounts that users, or programs in other languages, label as a total."""
    return bool(re.match(SUM, text))


def is_grand(text: str) -> bool:
    """Return True for a total of the whole report."""
    return bool(re.match(r"(?i)(grand|report|overall)[ -]totals?\b|totals? for", text))


def counts_children(text: str) -> bool:
    """Return True if a total's label says that it includes sub-accounts."""
    return bool(_WITH_CHILDREN.search(text))


def list_totalled(text: str) -> set[str]:
    """Return the names that a total may refer to: "Total for X" and "X total" to X, or to an account called "for X"."""
    text = _WITH_CHILDREN.sub("", text)
    name = _TOTAL.sub("", text).strip() if _TOTAL.match(text) else ""
    before = _TOTAL_AFTER.sub("", text) if _TOTAL_AFTER.search(text) else ""
    return {normalise(name), normalise(re.sub(r"(?i)^(for|of)\b", "", name)), normalise(before)} - {""}


def without_code(name: str) -> str:
    """Return the normalised name of an account whose heading starts with its code, or "" for any other account."""
    return _read_part(name, "name")


def read_code(name: str) -> str:
    """Return the normalised code in the heading of an account, or "" if it has none."""
    return _read_part(name, "code")


def _read_part(name: str, part: str) -> str:
    return next((normalise(match[part]) for pattern in CODED if (match := pattern.match(name))), "")
