"""The proof that an account column gives the same accounts as the headings above its rows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from close.errors import Refused
from close.store.warehouse import Settings
from loaders.layouts.recognition import normalise
from loaders.ledger.layouts.account_names import Account, name_sections
from loaders.ledger.layouts.ledger_file import LedgerFile
from loaders.ledger.layouts.outline.sections import NOWHERE, Section
from loaders.ledger.layouts.row_labels import read_code, without_code


class OtherAccount(Refused):
    """An account column that contradicts the headings."""

    def __init__(self, line: int, header: str, stated: str, heading: str) -> None:
        super().__init__(
            f'Line {line}: {header} is "{stated}", but the heading above this row is the account "{heading}". If the '
            f"column {header} was added to the report, remove it or rename it. Otherwise export the report again."
        )


def prove_headings(file: LedgerFile, *, nests: bool) -> None:
    """Prove that account columns agree with headings that are accounts. Raises OtherAccount.

    Other headings, such as those of journals or customers, have no balances and are not in the settings. `nests` is
    that of `name_sections`.
    """
    sections, settings = file.outline.sections, file.expected.settings
    headed = name_sections(sections, settings, nests)
    if not any(_has_balance(section) for section in sections) and not _are_known(headed, settings):
        return
    wrong = [*_find_names(file, headed), *_find_codes(file, headed)]
    if wrong:
        line, part, stated, section = min(wrong)
        raise OtherAccount(line, file.export.headers[part], stated, headed[section].heading)


def _has_balance(section: Section) -> bool:
    return any(line is not None and line.has_amounts for line in (section.opening, section.closing, section.net))


def _are_known(headed: Sequence[Account], settings: Settings | None) -> bool:
    """Return True if a heading is an account in the settings, by its name or by its code and name."""
    known = {normalise(name) for _, _, name in settings.accounts} - {""} if settings else set[str]()
    return any(normalise(text) in known for account in headed for text in (account.heading, account.name) if text)


def _find_names(file: LedgerFile, headed: Sequence[Account]) -> Iterator[tuple[int, str, str, int]]:
    for (section, name, _), line in zip(file.entries.keys, file.entries.first_lines, strict=True):
        if section != NOWHERE and name and _list_forms(name).isdisjoint(_list_forms(*filter(None, headed[section]))):
            yield line, "name", name, section


def _find_codes(file: LedgerFile, headed: Sequence[Account]) -> Iterator[tuple[int, str, str, int]]:
    """Return the codes that differ from that of the heading or, if it has none, from those of the same account."""
    of_section, of_code = defaultdict[int, set[str]](set), defaultdict[str, set[int]](set)
    for section, _, code in file.entries.keys:
        if section != NOWHERE and code:
            of_section[section].add(code)
            of_code[code].add(section)
    for (section, _, code), line in zip(file.entries.keys, file.entries.first_lines, strict=True):
        if section == NOWHERE or not code:
            continue
        own = headed[section].code
        several = len(of_section[section]) > 1 or len(of_code[code]) > 1
        if normalise(own) != normalise(code) if own else several:
            yield line, "code", code, section


def _list_forms(*texts: str) -> set[str]:
    """Return what may name an account in these texts: all of it, its last part, its name and its code."""
    whole = {part for text in texts for part in (text, text.rpartition(":")[2].strip())}
    return {form for text in whole for form in (normalise(text), without_code(text), read_code(text))} - {""}
