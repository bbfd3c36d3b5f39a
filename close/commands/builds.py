"""The command that computes the answers of months ahead, so that pages open without waiting."""

import sys
from typing import Annotated

import typer

from close.commands.groups import Group
from close.months import month
from close.signing import builds
from close.signing.claims import Claim, claim_months
from close.store.warehouse import Warehouse

PREPARING = Group("Prepare the pages")
Month = Annotated[
    str | None, typer.Option("--month", metavar="2026-03", help="The month.", show_default="every month, newest first")
]


@PREPARING.add("build", "--month 2026-03")
def build(warehouse: Warehouse, period: Month = None) -> None:
    """Compute every report of a month now, so that its pages open without waiting. Ctrl+C keeps what is computed."""
    months = [month(period).period] if period else builds.list_affected(warehouse, warehouse.head().periods())
    try:
        if months:
            builds.run(warehouse, claim_months(warehouse, months), _show_progress)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    finally:
        _show("")
    print("\n".join(f"built {each}" for each in months))


def _show_progress(claim: Claim) -> None:
    _show(f"{claim.months[0]}  {claim.title}: {claim.number} of {claim.count}")


def _show(line: str) -> None:
    """Replace the line of progress on a terminal."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
