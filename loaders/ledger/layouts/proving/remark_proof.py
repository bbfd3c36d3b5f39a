"""The proof that the headings of a ledger are accounts, and not remarks between its rows."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from close.errors import Refused
from loaders.layouts.doubts.remarks import find_remarks
from loaders.ledger.layouts.account_names import name_sections
from loaders.ledger.layouts.accounts import LedgerAccounts
from loaders.ledger.layouts.balances.balance_gaps import count_gaps
from loaders.ledger.layouts.balances.balance_order import CENT
from loaders.ledger.layouts.ledger_file import LedgerFile
from loaders.ledger.layouts.outline.sections import Section

_FEW = 3


class RemarkAsHeading(Refused):
    """A row with one text that would be the account of the rows below it, but seems to be a remark."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(
            f'Line {line} ("{text}") can be the account of the rows below it, or a remark. If it is one, delete the '
            "row and upload the file again. If it is an account, export the report with totals or an account column."
        )


def prove_remarks(file: LedgerFile, ledger: LedgerAccounts, *, nests: bool) -> None:
    """Prove that each heading without a balance or total is an account. Raises RemarkAsHeading.

    It is doubtful if it reads like a remark, if only it lacks a code, or if the running balance goes on below it.
    """
    sections = file.outline.sections
    if not sections or ledger.sections is not sections:
        return
    doubtful = {n for n, section in enumerate(sections) if not _is_proven(section)}
    if not doubtful:
        return  # before the balances of all entries are read
    accounts = name_sections(sections, file.expected.settings, nests)
    uncoded = [number for number, account in enumerate(accounts) if not account.code]
    odd = set(uncoded) if len(uncoded) == 1 and len(sections) >= _FEW else set[int]()
    remarks = find_remarks(section.name for section in sections)
    worded = {number for number in doubtful if sections[number].name in remarks}
    for number in sorted(doubtful & (odd | worded | set(_list_continued(file, ledger)))):
        raise RemarkAsHeading(sections[number].line, sections[number].name)


def _is_proven(section: Section) -> bool:
    return section.has_total or section.has_children or any((section.opening, section.closing, section.net))


def _list_continued(file: LedgerFile, ledger: LedgerAccounts) -> Iterator[int]:
    """Return the sections whose first balance follows from the last one of the section above."""
    if not file.entries.has_balances:
        return
    gaps = sorted(count_gaps(partial(file.moves, ledger, None)).items())
    for (above, one), (number, other) in pairwise(gaps):
        if number == above + 1 and one.last and other.start and other.start.before:
            net = other.start.balance - other.start.before
            before = (other.start.before, other.start.balance + net)
            if any(abs(amount - one.last[0]) < CENT for amount in before):
                yield number
