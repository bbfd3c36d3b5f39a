"""Debits and credits that a mapping exchanges are noticed where the settings name accounts."""

from dataclasses import replace

import pytest

from close.store.settings import Settings
from loaders.files.formats import open_sheets
from loaders.intake.exports import Folder, PendingLanding, read
from loaders.intake.organisation import Organisation
from loaders.layouts.totals import TotalsDiffer
from loaders.mapping.guesses import propose
from loaders.mapping.mapping import Mapping
from loaders.mapping.sides.roles import SidesSwapped
from loaders.mapping.sides.words import SideWordUnknown
from loaders.mapping.written import MarkUnknown

from .foreign import LEDGER, LEDGER_MAPPING, MONTH, money, one_amount, read_mapped, rows_of

TEXT = LEDGER + "13.03.2026;RE-2;5000;Wareneinsatz;Verkauf SO-2;200,00;\n13.03.2026;RE-2;1200;Bestand;SO-2;;200,00\n"
SWAPPED = {**LEDGER_MAPPING.columns, "debit": "Haben", "credit": "Soll"}
SETTINGS = Settings(accounts=(("revenue", "8400", ""), ("cogs", "5000", ""), ("inventory", "1200", "")))


def read_with(text: str, mapping: Mapping, settings: Settings) -> PendingLanding:
    organisation = Organisation(settings, None, {})
    return read("export.csv", text.encode(), None, Folder(organisation, MONTH), mapping=mapping)


def state_of(landing: PendingLanding) -> str:
    return next(check.state for check in landing.card.checks if check.label == "Sides")


def test_sides_that_fit_the_accounts_pass() -> None:
    assert state_of(read_with(TEXT, LEDGER_MAPPING, SETTINGS)) == "passed"


def test_exchanged_sides_are_refused() -> None:
    with pytest.raises(SidesSwapped, match=r'"Umsatz" would have 1,690\.00 as debits'):
        read_with(TEXT, replace(LEDGER_MAPPING, columns=SWAPPED), SETTINGS)


def test_one_account_alone_only_raises_a_doubt() -> None:
    one = replace(SETTINGS, accounts=SETTINGS.accounts[:1])
    assert state_of(read_with(TEXT, replace(LEDGER_MAPPING, columns=SWAPPED), one)) == "not proven"
    assert state_of(read_with(TEXT, LEDGER_MAPPING, Settings())) == "not proven"


def test_one_account_with_few_rows_proves_nothing() -> None:
    one = replace(SETTINGS, accounts=SETTINGS.accounts[:1])
    assert state_of(read_with(LEDGER, LEDGER_MAPPING, one)) == "not proven"
    more = "".join(f"13.03.2026;RE-{n};8400;Umsatz;SO-{n};;10,00\n" for n in range(5, 9))
    assert state_of(read_with(LEDGER + more, LEDGER_MAPPING, one)) == "passed"


def test_the_sign_of_one_amount_column_is_compared_too() -> None:
    text = (
        "Buchungstag;Beleg;Konto;Bezeichnung;Buchungstext;Betrag\n"
        "13.03.2026;RE-1;1400;Forderungen;SO-1;119,00\n13.03.2026;RE-1;8400;Umsatz;SO-1;-119,00\n"
        "13.03.2026;RE-1;5000;Wareneinsatz;SO-1;50,00\n13.03.2026;RE-1;1200;Bestand;SO-1;-50,00\n"
    )
    assert state_of(read_with(text, one_amount("debit"), SETTINGS)) == "passed"
    with pytest.raises(SidesSwapped):
        read_with(text, one_amount("credit"), SETTINGS)


SAP = (
    "Buchungstag;Beleg;Konto;Bezeichnung;Buchungstext;Betrag;S/H\n"
    "13.03.2026;RE-1;1400;Forderungen;SO-1;119,00;S\n13.03.2026;RE-1;8400;Umsatz;SO-1;119,00;H\n"
)


def with_sides(**sides: str) -> Mapping:
    signed = one_amount("")
    return replace(signed, headers=(*signed.headers, "S/H"), columns={**signed.columns, "side": "S/H"}, sides=sides)


def amounts_of(text: str, mapping: Mapping) -> list[tuple[object, ...]]:
    return rows_of(read_mapped(text, mapping), "ledger_entries", "account", "debit", "credit")


def test_a_column_of_sides_decides_row_by_row() -> None:
    expected = [("Forderungen", money("119"), money("0")), ("Umsatz", money("0"), money("119"))]
    assert amounts_of(SAP, with_sides()) == expected
    assert (
        amounts_of(SAP.replace(";S\n", ";x\n").replace(";H\n", ";y\n"), with_sides(x="debit", y="credit")) == expected
    )
    assert amounts_of(SAP, with_sides(S="credit", H="debit"))[0] == ("Forderungen", money("0"), money("119"))


def test_a_total_may_add_up_both_sides() -> None:
    for total in ("238,00", "0,00"):
        assert len(amounts_of(f"{SAP}Summe;;;;;{total};\n", with_sides())) == 2
    with pytest.raises(TotalsDiffer, match=r"a total of 239\.00"):
        amounts_of(f"{SAP}Summe;;;;;239,00;\n", with_sides())


@pytest.mark.parametrize("side", ["?", ""])
def test_a_row_without_a_side_is_refused(side: str) -> None:
    with pytest.raises(SideWordUnknown, match="does not show whether the amount is a debit or a credit"):
        read_mapped(SAP.replace(";H\n", f";{side}\n"), with_sides())


def test_a_doubtful_amount_with_a_side_is_still_doubtful() -> None:
    with pytest.raises(MarkUnknown, match=r"1\.119"):
        read_mapped(SAP.replace("119,00", "1.119"), with_sides())


def test_a_column_of_sides_is_proposed() -> None:
    sheet = open_sheets(SAP.encode())[0]
    found = propose(sheet, 0, "ledger_entries").mapping.columns
    assert (found["signed_amount"], found["side"]) == ("Betrag", "S/H")
