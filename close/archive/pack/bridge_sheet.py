"""The bridge as a sheet: from one balance to the next, with sums that recalculate and foot to the documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from close.archive.pack.list_sheet import MOST_ROWS, WrittenList
from close.archive.pack.lists import ESTIMATE, LEGEND
from close.archive.pack.month import CANNOT_TELL, PackedMonth, Row
from close.archive.pack.sheet import Sheet
from close.rules.catalogue import estimated
from close.work.legs import BALANCES, ENDS, LEG_NAMES, Leg, name_row, say_estimates

TITLE = "Bridge"
ABOUT = "From one balance to the next, cause by cause. Positive amounts: the first balance is higher."
HEADS = ("", "Documents", "Amount", "Of which clears by itself", "From the findings", "Not in the findings", ESTIMATE)
NAME, DOCUMENTS, AMOUNT, CLEARS, FOUND, OTHERS, BASIS = range(7)
# The columns of the findings with the amount of each leg. A periodic leg leaves some of them out, by its own rule.
EFFECTS = {"hsv_to_sohr": "leg1_amount", "sohr_to_gl": "leg2_amount", "revenue": "revenue_amount"}
WIDTHS = (52, 12, 18, 18, 18, 18, 12)
NOTE = (
    "Not in the findings: amounts that were reported in an earlier month and are only carried forward, and amounts "
    "that belong to no single document."
)


@dataclass
class WrittenBridge:
    """The cells of the unexplained amounts by leg, with their values. A leg that cannot be told has none."""

    unexplained: dict[str, tuple[str, Decimal]] = field(default_factory=dict)


def write_bridge(sheet: Sheet, month: PackedMonth, balances: Mapping[str, str], findings: WrittenList) -> WrittenBridge:
    """Write every leg. `balances` are the cells of the known balances, and the findings what the causes add up."""
    sheet.head(TITLE, f"{ABOUT} In {month.settings.currency}." if month.settings.currency else ABOUT)
    head, written = sheet.line, WrittenBridge()
    sheet.set_height(2)
    for column, label in enumerate(HEADS):
        sheet.put(column, label, "head" if column in (NAME, BASIS) else "number head")
    sheet.line += 1
    known = {leg.name: leg for leg in month.legs}
    for name in month.leg_names:
        sheet.row(LEG_NAMES[name], *[""] * (len(HEADS) - 1), style="section")
        if name in known:
            _write_leg(sheet, known[name], balances, findings, written)
        else:
            _write_unknown(sheet, month, name, balances)
        sheet.line += 1
    sheet.row(NOTE, style="faint")
    sheet.row(LEGEND, style="faint")
    sheet.row(say_estimates(month.legs), style="faint")
    sheet.set_up(month.facts, WIDTHS, head)
    return written


def _write_leg(
    sheet: Sheet, leg: Leg, balances: Mapping[str, str], findings: WrittenList, written: WrittenBridge
) -> None:
    first, last = ENDS[leg.name]
    start = _write_balance(sheet, first, leg.first, balances)
    causes = sheet.line
    for row in leg.causes:
        _write_cause(sheet, leg, row, findings)
    explained = sum((row["amount"] for row in leg.causes), Decimal("0.00"))
    _write_explained(sheet, leg, causes, explained)
    end = sheet.cell(AMOUNT, sheet.line + 1)
    sheet.put(NAME, "Unexplained", "strong")
    if leg.is_known:
        formula = f"=ROUND({start}-{sheet.cell(AMOUNT, sheet.line - 1)}-{end},2)"
        written.unexplained[leg.name] = sheet.formula(AMOUNT, formula, leg.unexplained), leg.unexplained
    else:
        sheet.put(AMOUNT, CANNOT_TELL, "unknown")
    sheet.line += 1
    _write_balance(sheet, last, leg.last, balances)
    sheet.put(NAME, "Gap: first balance less last", "strong")
    sheet.formula(AMOUNT, f"=ROUND({start}-{end},2)", leg.first - leg.last, "total money")
    sheet.line += 1
    if not leg.is_known:
        _write_way_to_reasons(sheet)


def _write_balance(sheet: Sheet, name: str, amount: Decimal, balances: Mapping[str, str]) -> str:
    """Write a balance as a link to the summary, and return its cell."""
    sheet.put(NAME, BALANCES[name], "strong")
    sheet.formula(AMOUNT, f"={balances[name]}", amount)
    sheet.line += 1
    return sheet.cell(AMOUNT, sheet.line - 1)


def _write_cause(sheet: Sheet, leg: Leg, row: Row, findings: WrittenList) -> None:
    sheet.put(NAME, name_row(row["cause_id"]))
    sheet.put(DOCUMENTS, row["documents"])
    sheet.put(AMOUNT, row["amount"])
    sheet.put(CLEARS, row["_clearing_amount"])
    sheet.put(BASIS, ESTIMATE if row["cause_id"] in estimated() else None)
    if leg.name in EFFECTS and 0 < findings.count <= MOST_ROWS:
        sums, causes = findings.span(EFFECTS[leg.name]), findings.span("cause_id")
        found = findings.sum_by(EFFECTS[leg.name], "cause_id").get(row["cause_id"], Decimal("0.00"))
        sheet.formula(FOUND, f"=SUMIFS({sums},{causes},{sheet.cell(NAME)})", found)
        sheet.formula(OTHERS, f"=ROUND({sheet.cell(AMOUNT)}-{sheet.cell(FOUND)},2)", row["amount"] - found)
    sheet.line += 1


def _write_explained(sheet: Sheet, leg: Leg, causes: int, explained: Decimal) -> None:
    sheet.put(NAME, "Explained by causes", "total")
    if leg.causes:
        values = {
            DOCUMENTS: sum(row["documents"] for row in leg.causes),
            AMOUNT: explained,
            CLEARS: sum((row["_clearing_amount"] for row in leg.causes), Decimal("0.00")),
        }
        for column, value in values.items():
            cells = f"{sheet.cell(column, causes)}:{sheet.cell(column, sheet.line - 1)}"
            sheet.formula(column, f"=SUM({cells})", value, "total count" if column == DOCUMENTS else "total money")
    else:
        sheet.put(AMOUNT, explained, "total money")
    sheet.line += 1


def _write_unknown(sheet: Sheet, month: PackedMonth, name: str, balances: Mapping[str, str]) -> None:
    """Write a leg of which a balance is unknown."""
    for end in ENDS[name]:
        if (amount := month.balances[end][1]) is None:
            sheet.put(NAME, BALANCES[end], "strong")
            sheet.put(AMOUNT, CANNOT_TELL, "unknown")
            sheet.line += 1
        else:
            _write_balance(sheet, end, amount, balances)
    sheet.put(NAME, "Gap: first balance less last", "strong")
    sheet.put(AMOUNT, CANNOT_TELL, "unknown")
    sheet.line += 1
    _write_way_to_reasons(sheet)


def _write_way_to_reasons(sheet: Sheet) -> None:
    sheet.link(NAME, "Summary", "What is missing, and what to do")
    sheet.line += 1
