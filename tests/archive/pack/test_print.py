"""The month pack on paper: it says what the reports say, next to the month before."""

import io
import re
from decimal import Decimal

import pytest
from pypdf import PdfReader

from close.archive.pack import paper
from close.archive.pack.doubts import list_doubts
from close.archive.pack.lists import MARGINS
from close.archive.pack.month import PackedMonth
from close.archive.pack.story import MOST, list_story
from close.texts import say_money


def test_the_print_marks_estimates(month: PackedMonth) -> None:
    (top,) = (fact for fact in paper.list_facts(month)["tops"] if fact["title"] == "Blank COGS")
    rows = month.rows("blank_cogs")[: len(top["rows"])]
    is_marked = [cells[-1].startswith("*") for cells in top["rows"]]
    assert is_marked == [row["evidence_code"] in MARGINS for row in rows]
    assert bool(top["legend"]) == any(is_marked)


def test_the_print_says_what_the_reports_say(month: PackedMonth, half: PackedMonth) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf(month))).pages]
    text = " ".join(pages)
    assert 3 <= len(pages) <= 7
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert "Kestrel & Finch" in text
    assert "Nothing is signed yet, and the audit log is empty." in re.sub(r"\s+", " ", text)
    assert "sha256 none" not in text
    assert "Omni is higher" not in text
    for _, amount in month.balances.values():
        assert amount is not None
        assert f"{abs(amount):,.2f}" in text
    unknown = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf(half))).pages)
    assert "cannot tell" in unknown
    assert "Not uploaded for the month: Ledger entries" in re.sub(r"\s+", " ", unknown)


def test_a_doubt_names_its_causes_once(month: PackedMonth, half: PackedMonth) -> None:
    places = [doubt.places for pack in (month, half) for doubt in list_doubts(pack, {})]
    assert any(re.search(r"Causes: .+ \(\w+\); .+ \(\w+\)", said) for said in places)
    assert all(said.count("Cause") <= 1 for said in places)


def test_the_print_tells_the_month_next_to_the_month_before(month: PackedMonth, half: PackedMonth) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf(month))).pages]
    text = re.sub(r"\s+", " ", next(page for page in pages if "what changed since the month before" in page))
    story, flux = list_story(month), {row["name"]: row for row in month.rows("flux")}
    assert story["conclusion"] in text
    assert "The unexplained amount " in text
    for line in story["balances"]:
        assert f"{line['name']} {line['amount']} {line['last_month']} {line['change']}" in text
    gap = next(line for line in story["balances"] if line["name"] == "Valuation less ledger")
    assert gap["last_month"] == say_money(flux["Valuation less ledger"]["last_month"])
    assert [line["name"] for line in story["changes"]] == [r["name"] for r in flux.values() if r["above"] == "Y"][:MOST]
    assert all(line["words"].startswith("Not explained yet. ") for line in story["changes"])
    alone = list_story(half)
    assert all(line["last_month"] == "cannot tell" for line in alone["balances"])
    assert alone["calm"] == ["There are no exports for last month, so the changes are unknown."]


def test_an_explanation_is_printed_with_its_author(half: PackedMonth, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"name": "Bills", "amount": Decimal(9), "last_month": Decimal(1), "change": Decimal(8), "above": "Y"}
    told = {"state": "explained", "explanation": "P-2 came\nearly.", "explained_by": "ada", "_part": "timing"}
    monkeypatch.setattr(PackedMonth, "rows", lambda *_: [{**row, **told, "_code": "x"}])
    (change,) = list_story(half)["changes"]
    assert (change["words"], change["change"]) == ("P-2 came early. (ada)", "8.00")


def test_the_bars_lead_from_one_balance_to_the_next(month: PackedMonth) -> None:
    for leg in month.legs:
        first, *steps, last = paper.make_bars(leg)
        level = first["at"]
        for step in steps:
            assert level in (pytest.approx(step["from"]), pytest.approx(step["to"]))
            level = step["at"]
        assert level == pytest.approx(last["at"])
