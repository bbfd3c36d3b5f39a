"""The summary of the month pack: balances, the gap, the steps by state, signatures, doubts and versions."""

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from close.archive.pack.bridge_sheet import WrittenBridge
from close.archive.pack.doubts import Doubt
from close.archive.pack.list_sheet import WrittenList
from close.archive.pack.lists import LISTS
from close.archive.pack.month import CANNOT_TELL, REVENUE, STOCK, PackedMonth
from close.archive.pack.sheet import Sheet, count_lines
from close.work.legs import LEG_NAMES
from close.work.words import say

TITLE = "Summary"
ABOUT = "The balances, the gap, the progress of the close, the signatures, and what cannot be told."
NAME, VALUE, NOTE = range(3)
WIDTHS = (54, 20, 70)
BALANCES_FROM = 6  # the line of the first balance, which the bridge refers to before the summary is written
# The balances that are the difference between two others.
DIFFERENCES = {"hsv_minus_sohr": ("hsv", "sohr_closing"), "sohr_minus_gl": ("sohr_closing", "gl_inventory")}


def find_balances(month: PackedMonth) -> dict[str, str]:
    """Return the cell of each balance on the summary."""
    lines = enumerate(month.balances, BALANCES_FROM)
    return {name: f"{TITLE}!{xl_rowcol_to_cell(line, VALUE, True, True)}" for line, name in lines}


def write_summary(
    sheet: Sheet, month: PackedMonth, bridge: WrittenBridge, checklist: WrittenList, doubts: Sequence[Doubt]
) -> None:
    """Write every section, from the balances down to the versions of the rules."""
    facts = month.facts
    sheet.row(f"Month pack, {facts['month']}", style="title")
    sheet.row(facts["organisation"], style="strong")
    sheet.row(_say_scope(month), style="faint")
    sheet.link(NAME, "Contents", "Back to the contents")
    sheet.line += 1
    _write_balances(sheet, month)
    _write_gap(sheet, month, bridge)
    _write_steps(sheet, month, checklist)
    _write_signatures(sheet, month)
    _write_doubts(sheet, doubts)
    _write_records(sheet, month)
    sheet.set_up(facts, WIDTHS)


def _say_scope(month: PackedMonth) -> str:
    currency = f" Amounts in {month.settings.currency}." if month.settings.currency else ""
    return f"Month end {month.facts['month_end']:%d %b %Y}, {month.facts['drawn_from']}.{currency}"


def _section(sheet: Sheet, title: str, value: str = "", note: str = "") -> None:
    sheet.line += 1
    for column, text, style in ((NAME, title, ""), (VALUE, value, "number "), (NOTE, note, "")):
        sheet.put(column, text, f"{style}section")
    sheet.line += 1


def _write_balances(sheet: Sheet, month: PackedMonth) -> None:
    cells = find_balances(month)
    _section(sheet, "Balances")
    for name, (label, amount) in month.balances.items():
        sheet.put(NAME, label)
        if amount is None:
            sheet.put(VALUE, CANNOT_TELL, "unknown")
        elif name in DIFFERENCES:
            first, last = (cells[end].removeprefix(f"{TITLE}!") for end in DIFFERENCES[name])
            sheet.formula(VALUE, f"=ROUND({first}-{last},2)", amount)
        else:
            sheet.put(VALUE, amount)
        sheet.line += 1


def _write_gap(sheet: Sheet, month: PackedMonth, bridge: WrittenBridge) -> None:
    """Write the gap between Omni and the ledger, and what of it no cause explains, leg by leg."""
    _section(sheet, "Gap")
    cells = find_balances(month)
    first, last = (month.balances[name][1] for name in ("hsv", "gl_inventory"))
    sheet.put(NAME, "Historic stock valuation less ledger stock account")
    if first is None or last is None:
        sheet.put(VALUE, CANNOT_TELL, "unknown")
    else:
        sheet.formula(VALUE, f"=ROUND({cells['hsv']}-{cells['gl_inventory']},2)", first - last)
    sheet.line += 1
    for name in month.leg_names:
        sheet.put(NAME, f"Unexplained: {LEG_NAMES[name]}")
        if name in bridge.unexplained:
            cell, amount = bridge.unexplained[name]
            sheet.formula(VALUE, f"={cell}", amount)
        else:
            sheet.put(VALUE, CANNOT_TELL, "unknown")
        sheet.line += 1


def _write_steps(sheet: Sheet, month: PackedMonth, checklist: WrittenList) -> None:
    """Count the steps in each state, from the cells of the checklist, and say what the done ones rest on."""
    _section(sheet, "Checklist", "Steps", f"Done: {month.facts['done_words']}")
    states = [row["state"] for row in month.rows("checklist")]
    start = sheet.line
    for state in dict.fromkeys(states):
        sheet.put(NAME, say(state))
        formula = f"=COUNTIF({checklist.span('state')},{sheet.cell(NAME)})"
        sheet.formula(VALUE, formula, states.count(state), "count")
        sheet.line += 1
    sheet.put(NAME, "Total", "total")
    cells = f"{sheet.cell(VALUE, start)}:{sheet.cell(VALUE, sheet.line - 1)}"
    sheet.formula(VALUE, f"=SUM({cells})", len(states), "total count")
    sheet.line += 1


def _write_signatures(sheet: Sheet, month: PackedMonth) -> None:
    _section(sheet, "Sign-off of the month")
    for signature in month.facts["signatures"]:
        sheet.put(NAME, f"{signature['role']} {signature['who']}")
        sheet.put(NOTE, f"{signature['at']} UTC, signature {signature['number']}: {signature['state']}")
        sheet.line += 1
    for sentence in month.facts["own_work"]:
        sheet.row(sentence)
    if not month.facts["signatures"]:
        sheet.row("The month is not signed.")
    sheet.row(month.facts["sealed"].capitalize() + ".")


def _write_doubts(sheet: Sheet, doubts: Sequence[Doubt]) -> None:
    """Write each thing that is missing, and what cannot be told because of it."""
    _section(sheet, "What is missing", "", "What cannot be told because of it")
    for doubt in doubts:
        missing = f"{doubt.missing.rstrip('.')}. {doubt.remedy}".rstrip()
        sheet.put(NAME, missing, "long")
        sheet.put(VALUE, CANNOT_TELL, "unknown")
        sheet.put(NOTE, doubt.places, "long")
        sheet.set_height(max(count_lines(missing, WIDTHS[NAME]), count_lines(doubt.places, WIDTHS[NOTE])))
        sheet.line += 1
    if not doubts:
        sheet.row("Everything that these sheets need was uploaded.")


def _write_records(sheet: Sheet, month: PackedMonth) -> None:
    """Write from which records and rules the figures come."""
    _section(sheet, "Where the figures come from")
    for name, chain in (("Snapshot", "manifest"), ("Audit log event", "audit_log")):
        record: Mapping[str, object] = month.facts[chain]
        said = f"sha256 {record['hash']}…" if record["number"] else "nothing is signed yet"
        sheet.row(name, record["number"], said)
    sheet.row("Settings", None, month.facts["company"].removeprefix("Settings: "))
    for report in ("balances", STOCK, REVENUE, *(packed.report for packed in LISTS)):
        query = month.answer(report).report
        sheet.row(
            f"Rules of {query.title}",
            query.version,
            f"version {query.version} of {report}, in force since {query.since}",
        )
