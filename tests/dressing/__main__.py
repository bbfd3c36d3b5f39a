"""`python -m tests.dressing`: read every combination, and print a table of the outcomes and what was misread.

`--record` writes the refusals of the sample companies to the golden file, so review the difference. Takes some minutes.
"""

import sys
import time
from collections import Counter

from tests.dressing.fitting import IDENTICAL, MISREAD, REFUSED, Fitting, count, fit
from tests.dressing.golden import GOLDEN, list_combinations, list_refusals
from tests.dressing.styles import list_styles
from tests.dressing.subjects import list_cuts

_CUTS, _SEED = 160, 11
_BAR = 0.9


def main() -> int:
    """Return 1 if anything was misread, or if more than a tenth was refused."""
    began = time.perf_counter()
    own = [fit(*combination) for combination in list_combinations()]
    cuts = list_cuts()
    others = [fit(*combination) for combination in (list_styles([*cuts], _CUTS, _SEED) if cuts else ())]
    total = _print_outcomes([*own, *others])
    print(f"{len(own) + len(others)} files in {time.perf_counter() - began:.0f} seconds")
    if "--record" in sys.argv:
        GOLDEN.write_text("\n".join([*list_refusals(own), ""]), encoding="utf-8")
    return int(bool(total[MISREAD]) or total[IDENTICAL] < _BAR * total.total())


def _print_outcomes(fittings: list[Fitting]) -> Counter[str]:
    print(f"{'':<60} identical   refused   misread")
    for name in dict.fromkeys(fitting.subject for fitting in fittings):
        _print_row(name, count(fitting for fitting in fittings if fitting.subject == name))
    total = count(fittings)
    _print_row("all", total)
    reasons = Counter(fitting.reason.partition(":")[0] for fitting in fittings if fitting.outcome == REFUSED)
    print(*(f"{number:>4} {reason}" for reason, number in reasons.most_common()), sep="\n")
    for fitting in (fitting for fitting in fittings if fitting.outcome == MISREAD):
        print(f"misread: {fitting.subject}: {fitting.reason}\n    {fitting.style.describe()}")
    return total


def _print_row(name: str, found: Counter[str]) -> None:
    print(f"{name:<60} {found[IDENTICAL]:>9} {found[REFUSED]:>9} {found[MISREAD]:>9}")


if __name__ == "__main__":
    sys.exit(main())
