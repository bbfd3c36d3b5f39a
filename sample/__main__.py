"""python -m sample OUT [--company NAME] [--months N] [--seed S] [--faults all|none|CAUSE...]"""

import argparse
from pathlib import Path

from sample import COMPANIES, PLANTERS, Faults, simulate, write


def main() -> None:
    """Write the files of a company."""
    parser = argparse.ArgumentParser(
        prog="python -m sample", description="Write the exports of a made-up company and its exact errors."
    )
    parser.add_argument("out", type=Path, metavar="OUT", help="gets the folders exports and truth")
    parser.add_argument("--company", choices=COMPANIES, default="kestrel")
    parser.add_argument("--months", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--faults", nargs="+", default=["all"], metavar="CAUSE", help="all, none or cause ids")
    a = parser.parse_args()
    if unknown := set(a.faults) - {"all", "none", *PLANTERS}:
        parser.error(f"unknown causes: {', '.join(sorted(unknown))}. Known causes: {', '.join(PLANTERS)}")
    faults = Faults.all() if "all" in a.faults else Faults.of([c for c in a.faults if c != "none"], times=a.months)
    books = simulate(COMPANIES[a.company], a.seed, a.months, faults)
    write(books, a.out)
    print(f"{books.company.name}: {len(books.documents)} documents, {a.months} months in {a.out}")


if __name__ == "__main__":
    main()
