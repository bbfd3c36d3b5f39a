"""The proof that the rows below repeated headers are of the same ledger."""

from loaders.layouts.grids import SecondHeader
from loaders.ledger.layouts.ledger_file import LedgerFile
from loaders.ledger.layouts.ledger_proof import LedgerProof

_PROOFS = ("Totals", "Balances")


def prove_pages(file: LedgerFile, proof: LedgerProof) -> None:
    """Prove that rows below repeated headers are of the same export. Raises SecondHeader.

    The totals or balances of the accounts or journals prove it if every page has the same title and no heading occurs
    twice, or if each page begins within one of them. Otherwise only a total of the whole file does.
    """
    pages, outline = file.export.pages, file.outline
    if not pages:
        return
    is_proven = any(check and check.label in _PROOFS and check.state == "passed" for check in proof.checks)
    ends = [total.line.number for total in outline.totals if total.sections is None and total.line.has_amounts]
    spans = [
        (outline.sections[total.sections[0]].line, total.line.number) for total in outline.totals if total.sections
    ]
    names = [section.name for section in outline.sections]
    is_once = file.export.has_titled_pages and all(names) and len(set(names)) == len(names)
    is_whole = is_once or any(end > pages[-1] for end in ends)
    is_within = all(any(first < page < last for first, last in spans) for page in pages)
    if not (is_proven and (is_whole or is_within)):
        raise SecondHeader(pages[0])
