"""What a person sees of a file that was dropped."""

from dataclasses import dataclass

from close.store.warehouse import Landing, Outcome, Settings
from loaders.layouts.description import Check


@dataclass(frozen=True)
class Card:
    """What became of one file: `status` is landed, unchanged or refused; `problems` say why it was refused.

    `period_evidence` says in words which evidence decided the month, `reading` how the file was read.
    """

    file_name: str
    folder: str = ""
    title: str = ""
    loader: str = ""
    organisation: str = ""
    period: str = ""
    period_evidence: str = ""
    rows: int = 0
    checks: tuple[Check, ...] = ()
    problems: tuple[str, ...] = ()
    outcome: Outcome | None = None
    status: str = "refused"
    reading: str = ""


def draw_card(landing: Landing, title: str, settings: Settings | None, checks: tuple[Check, ...]) -> Card:
    """The card of a file that is ready to land."""
    return Card(
        file_name=landing.file_name,
        title=title,
        loader=landing.loader,
        organisation=settings.name if settings else "",
        period=landing.period,
        period_evidence=landing.reading["period_evidence"],
        rows=next(iter(landing.tables.values())).num_rows,
        checks=checks,
        reading=_words(landing),
    )


def _words(landing: Landing) -> str:
    told = landing.reading
    sheet = f'sheet "{told["sheet"]}"' if told.get("sheet") else ""
    how = ", ".join(filter(None, (told["format"], sheet, told.get("delimiter"), told.get("encoding"))))
    dates = f"dates {told['date_order']} ({told['date_evidence']})" if told.get("date_evidence") else ""
    decimals = f"decimal {told['decimal_mark']}" if told.get("decimal_mark") else ""
    lacks = f"without {', '.join(landing.absent)}" if landing.absent else ""
    return "; ".join(filter(None, (how, dates, decimals, lacks)))
