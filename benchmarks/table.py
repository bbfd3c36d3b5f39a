"""The table of a run: work and memory at each size, how work grows, and its ratio to the same work by hand."""

from collections.abc import Iterator, Mapping, Sequence
from math import log

from benchmarks.analyst import TOOLS
from benchmarks.measure import Cost, Measured

NOTICEABLE = 0.1  # seconds of work. Below, growth and ratios mostly measure what does not depend on the size
Sizes = Mapping[int, Sequence[Measured]]
"""What was measured, by the number of documents, the smallest first."""


def lines(sizes: Sizes) -> Iterator[str]:
    """Yield the lines of a Markdown table. The ratios are those of the largest size."""
    heads = [head for documents in sizes for head in (f"{documents:,} documents: s", "MB")]
    yield _row(["work", *heads, "growth", *(f"times {tool}" for tool in TOOLS), ""])
    yield _row(["---"] * (len(heads) + len(TOOLS) + 3))
    costs = {documents: {each.name: each.cost for each in measured} for documents, measured in sizes.items()}
    for each in sizes[max(sizes)]:
        spent = {documents: named[each.name] for documents, named in costs.items() if each.name in named}
        cells = [cell for documents in sizes for cell in _cells(spent.get(documents))]
        yield _row([each.name, *cells, _growth(spent), *(_ratio(each, tool) for tool in TOOLS), each.note])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(cost: Cost | None) -> tuple[str, str]:
    return (f"{cost.work:.2f}", f"{cost.memory:,.0f}") if cost else ("", "")


def _growth(spent: Mapping[int, Cost]) -> str:
    """Return the exponent by which work grows with the number of documents: 1 if it grows in proportion."""
    least, most = min(spent), max(spent)
    if least == most or spent[least].work < NOTICEABLE:
        return ""
    return f"{log(spent[most].work / spent[least].work) / log(most / least):.2f}"


def _ratio(measured: Measured, tool: str) -> str:
    by_hand = measured.by_hand.get(tool)
    return f"{measured.cost.work / by_hand.work:.2f}" if by_hand else ""
