"""The totals of printed pages, each of which adds up the entries since the one before it, or all of them so far."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from close.texts import agree, say_count
from loaders.layouts.description import Check
from loaders.layouts.totals import TotalsDiffer, add_up, cents
from loaders.ledger.layouts.entries import LINE
from loaders.ledger.layouts.ledger_file import LedgerFile
from loaders.ledger.layouts.outline.lines import Line
from loaders.ledger.layouts.outline.sections import Total
from loaders.ledger.layouts.proofs import ZERO

LABEL = "Page totals"
Sums = dict[str, Decimal]


def prove_page_totals(file: LedgerFile) -> tuple[LedgerFile, Check | None]:
    """Prove the totals of pages, and return the file without them. Raises TotalsDiffer.

    Several totals without a name among the rows of a table are also such totals, because only one can be that of the
    whole file.
    """
    outline = file.outline
    bare = [total for total in outline.totals if total.sections is None and total.line.has_amounts]
    counts_bare = len(bare) > 1 and (not outline.sections or bool(outline.page_totals))
    lines = sorted([*outline.page_totals, *(total.line for total in bare if counts_bare)], key=lambda line: line.row)
    if not lines:
        return file, None
    sums = _add_up_to(file, [line.number for line in lines])
    wrong, before = [], dict.fromkeys(file.entries.amounts, ZERO)
    for line, above in zip(lines, sums, strict=True):
        wrong += _compare(file, line, above, before)
        before = above
    if wrong:
        raise TotalsDiffer(wrong)
    if counts_bare:
        file = replace(file, outline=replace(outline, totals=_keep_whole(file, bare, sums[-1])))
    added = f"{say_count(len(lines), 'total')} {agree(len(lines), 'adds', 'add')} up the entries"
    return file, Check(LABEL, "passed", f"{added} of {agree(len(lines), 'its page', 'their pages')}, or all so far")


def _add_up_to(file: LedgerFile, numbers: Sequence[int]) -> list[Sums]:
    """Return the stated amounts of all entries above each of some lines."""
    sums = [dict.fromkeys(file.entries.amounts, ZERO) for _ in numbers]
    for values in file.entries.parts():
        lines = values[LINE].to_pylist()
        for above, number in zip(sums, numbers, strict=True):
            end = bisect_left(lines, number)
            for name in above:
                above[name] += add_up(values[name].slice(0, end))
    return sums


def _compare(file: LedgerFile, line: Line, above: Sums, before: Sums) -> list[tuple[int, str, Decimal, Decimal]]:
    """Return the amounts of a total that are the sum neither of its page nor of all pages so far."""
    stated = {name: amount for name in above if (amount := line.amounts.get(name)) is not None}
    page = {name: above[name] - before[name] for name in above}
    if any(all(cents(stated[name]) == cents(sums[name]) for name in stated) for sums in (page, above)):
        return []
    wrong = (name for name in stated if cents(stated[name]) != cents(page[name]))
    return [(line.number, f"{line.label}, {file.headers[name]}", stated[name], page[name]) for name in wrong]


def _keep_whole(file: LedgerFile, bare: Sequence[Total], sums: Sums) -> list[Total]:
    """Return the other totals, and the last one if it is that of the whole file."""
    last = bare[-1].line.amounts
    is_whole = all(cents(last.get(name) or ZERO) == cents(amount) for name, amount in sums.items())
    kept = bare[-1:] if is_whole else []
    return [total for total in file.outline.totals if total in kept or total not in bare]
