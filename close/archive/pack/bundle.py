"""The files of the month pack, and all of them as one zip file."""

from collections.abc import Mapping

from close.archive import zips
from close.archive.export import name_file
from close.archive.pack import paper, workbook
from close.archive.pack.journal import Journal, make_journal
from close.archive.pack.month import PackedMonth
from close.rules.answers import say_caution

NO_JOURNAL = "accruals/No import files.txt"


def name_pack(month: PackedMonth, suffix: str) -> str:
    """Return the name of a file of the pack, which says if rows are missing from the exports."""
    return name_file(f"month pack {month.period}", suffix, find_caution(month))


def find_caution(month: PackedMonth) -> str:
    """Return the warning for the pack if exports that it reads are incomplete, or else empty."""
    answers = [month.answer(name) for name in ("checklist", "bridge", "worklist")]
    incomplete = {dataset for answer in answers for dataset in answer.incomplete}
    stood_in = {dataset for answer in answers for dataset in answer.stood_in}
    return say_caution(sorted(incomplete), sorted(stood_in))


def list_files(month: PackedMonth, accounts: Mapping[str, str]) -> dict[str, bytes]:
    """Return every file by its name in the zip file. If there is no journal to import, a note says why."""
    return {
        name_pack(month, "xlsx"): workbook.xlsx(month),
        name_pack(month, "pdf"): paper.pdf(month),
        **name_journal(make_journal(month, accounts)),
    }


def name_journal(journal: Journal) -> dict[str, bytes]:
    """Return the files of a journal by their names in the zip file, or a note that says why there are none."""
    if journal.why_not:
        return {NO_JOURNAL: f"{journal.why_not}\n".encode()}
    return {f"accruals/{name}": content for name, content in journal.files.items()}


def write(month: PackedMonth, accounts: Mapping[str, str]) -> bytes:
    """Return the zip file. The same data always produces the same bytes. Raises BadPeriod."""
    return zips.write(list_files(month, accounts))
