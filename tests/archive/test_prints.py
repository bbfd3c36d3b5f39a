"""The prints contain every step, blank and filled, for both audiences, and the same bytes every time."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from close.archive.prints import checklist as printed
from close.archive.prints import fix_plan, workbook
from close.archive.prints.checklist import EXPERIENCED, NEW
from close.commands.command import main
from close.signing import signoff
from close.signing.standing import PREPARER, REVIEWER
from close.store.warehouse import Warehouse
from close.work import checklist, comments
from close.work.steps import steps
from tests.given.landings import landing, sale, settings

PERIOD, AHEAD = "2026-03", "2026-07"
MARKUP = "#emph[x] $y$ @ref *b* _i_ `c` <l> \\ // = - #panic()"
LONG = "Featherstonehaugh" * 9


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Land a month with a signed proven step, a step waived with a reason full of markup, files and comments."""
    warehouse = Warehouse(tmp_path_factory.mktemp("prints"), "Ash & Co")
    late = sale("S-1", acct_date=None, status="NOT_IMPORTED", customer=MARKUP)
    warehouse.land([settings(uses_pos=False, name=f"Ash {MARKUP}")], "ada")
    warehouse.land([landing("sales_documents", [late, sale("S-0")])], "ada")
    checklist.waive(warehouse, PERIOD, "CH1", "ben", MARKUP)
    checklist.attest(warehouse, PERIOD, "CH3", LONG, "both lists were empty")
    checklist.attach(warehouse, PERIOD, "CH3", "ada", f"{MARKUP}.png", b"picture")
    comments.comment(warehouse, PERIOD, "CH4", "ann", f"Who owns this? {MARKUP}")
    signoff.sign(warehouse, PERIOD, "CH2", "ada", PREPARER)
    signoff.sign(warehouse, PERIOD, "CH2", "ben", REVIEWER)
    return warehouse


def pages(content: bytes) -> list[str]:
    """Return the text of each page, with single spaces and without the invisible break points in long words."""
    texts = [page.extract_text().replace("\u200b", "") for page in PdfReader(io.BytesIO(content)).pages]
    return [re.sub(r"\s+", " ", text) for text in texts]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize(("audience", "most"), [(NEW, 5), (EXPERIENCED, 2)])
def test_every_step_is_printed_once(warehouse: Warehouse, audience: str, most: int, blank: bool) -> None:
    found = pages(printed.pdf(warehouse, PERIOD, audience, blank))
    assert 1 <= len(found) <= most
    text = " ".join(found)
    places = [text.index(f"{step} ") for step in steps()]
    assert places == sorted(places)
    assert f"Page 1 of {len(found)}" in found[0]
    assert "March 2026" in found[-1]
    for word in ("Closing", "Checking", "Syncing"):
        assert word in text


def test_the_new_one_says_why_and_where_and_what_a_pass_looks_like(warehouse: Warehouse) -> None:
    text = squeezed(" ".join(pages(printed.pdf(warehouse, PERIOD, NEW))))
    for name, step in steps().items():
        if name not in {"CL1", "X1"}:  # do not apply
            for phrase in (step.why, step.where, step.passes):
                assert squeezed(phrase) in text, name
    assert squeezed(steps()["CL1"].concerns) in text
    assert squeezed(steps()["CL1"].why) not in text
    assert "Insights>StandardReports>Salesordersandcreditnotes" in text
    assert "Costofgoodssold" in text


def test_the_experienced_one_has_one_line_a_step(warehouse: Warehouse) -> None:
    text = " ".join(pages(printed.pdf(warehouse, PERIOD, EXPERIENCED)))
    assert steps()["CH1"].why not in text
    assert "CH2 Check customer credit notes Signed 0" in text
    assert len(pages(printed.pdf(warehouse, AHEAD, EXPERIENCED, blank=True))) == 1


def test_filled_says_who_and_when_and_from_what_it_was_drawn(warehouse: Warehouse) -> None:
    text = " ".join(pages(printed.pdf(warehouse, PERIOD, EXPERIENCED)))
    for phrase in (
        "Waived, 1 left",
        "Waived by ben",
        "Prepared by ada",
        "Reviewed by ben",
        "Comment by ann",
        "both lists",
    ):
        assert phrase in text
    assert squeezed(LONG) in squeezed(text)
    assert re.search(r"From snapshot 2 \(sha256 [0-9a-f]{12}…\) and audit log event 6 \(sha256 [0-9a-f]{12}…\)", text)
    assert "The month is not signed" in text


def test_blank_for_a_month_ahead_has_due_days_and_no_states(warehouse: Warehouse) -> None:
    text = " ".join(pages(printed.pdf(warehouse, AHEAD, NEW, blank=True)))
    assert "July 2026" in text
    assert "due Mon 3 Aug, business day 1" in text
    assert text.count("Done by") == 12
    for phrase in ("Waived", "Prepared by", "Attested by", "snapshot"):
        assert phrase not in text


@pytest.mark.parametrize("audience", [NEW, EXPERIENCED])
def test_markup_in_data_is_printed_unchanged(warehouse: Warehouse, audience: str) -> None:
    text = squeezed(" ".join(pages(printed.pdf(warehouse, PERIOD, audience))))
    assert squeezed(f"“{MARKUP}”") in text  # the reason for the waiver
    assert squeezed(f"File{MARKUP}.png") in text
    assert squeezed(f"Whoownsthis?{MARKUP}") in text
    assert squeezed(f"Ash{MARKUP}") in text


def test_the_same_month_is_the_same_bytes(warehouse: Warehouse) -> None:
    for audience in (NEW, EXPERIENCED):
        for blank in (False, True):
            once, again = (printed.pdf(warehouse, PERIOD, audience, blank) for _ in range(2))
            assert once == again
    assert workbook.xlsx(warehouse, PERIOD) == workbook.xlsx(warehouse, PERIOD)
    assert fix_plan.pdf(warehouse, PERIOD) == fix_plan.pdf(warehouse, PERIOD)


def test_nothing_of_a_later_day_gets_into_the_file(warehouse: Warehouse) -> None:
    metadata = PdfReader(io.BytesIO(printed.pdf(warehouse, AHEAD, NEW, blank=True))).metadata
    assert metadata
    assert (metadata.title, metadata.author) == ("Month-end checklist, to fill in, July 2026", "Tieout")
    assert str(metadata.get("/CreationDate", "")).startswith("D:20260731")


def test_the_fix_plan_names_screen_field_and_reference(warehouse: Warehouse) -> None:
    text = " ".join(pages(fix_plan.pdf(warehouse, PERIOD)))
    assert "S-1" in text
    assert "Sales > Sales Orders" in text
    assert "Filter:" in text
    nothing = " ".join(pages(fix_plan.pdf(warehouse, PERIOD, whom="Nobody")))
    assert "No open items" in nothing


def cells(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def test_the_workbook_is_for_people(warehouse: Warehouse) -> None:
    found = cells(workbook.xlsx(warehouse, PERIOD, NEW))
    for phrase in (
        "Closing",
        "Waived, 1 left",
        "Month-end checklist, March 2026",
        "ben, 20",
        "A pass looks like",
        "S-1",
    ):
        assert phrase in found
    assert "A pass looks like" not in cells(workbook.xlsx(warehouse, PERIOD, EXPERIENCED))
    assert "<f>" not in found


def test_a_formula_in_a_name_is_harmless(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings(name="=cmd()"), landing("sales_documents", [sale("=1+1", acct_date=None)])], "ada")
    checklist.attest(warehouse, PERIOD, "CH3", "+ada", "@looked")
    found = cells(workbook.xlsx(warehouse, PERIOD))
    assert "<f>" not in found
    for phrase in ("'=cmd()", "'@looked", "'+ada", "'=1+1"):
        assert phrase in found


def test_the_command_prints_what_the_screen_does(warehouse: Warehouse, tmp_path: Path) -> None:
    where = ["--warehouse", str(warehouse.root), "--period", PERIOD, "-o"]
    for options, wanted in (
        (["checklist", "--format", "pdf", "--audience", EXPERIENCED], printed.pdf(warehouse, PERIOD, EXPERIENCED)),
        (["checklist", "--format", "pdf", "--blank"], printed.pdf(warehouse, PERIOD, NEW, blank=True)),
        (["checklist", "--format", "xlsx"], workbook.xlsx(warehouse, PERIOD, NEW)),
        (["fix_plan", "--format", "pdf"], fix_plan.pdf(warehouse, PERIOD)),
    ):
        out = tmp_path / "out"
        assert main([*options, *where, str(out)]) == 0
        assert out.read_bytes() == wanted
    assert main(["checklist", "--format", "csv", *where, str(tmp_path / "out")]) == 0
    assert (tmp_path / "out").read_text().startswith("position,step,")
