"""The same export saved in another way lands as the same rows, or is refused with a known sentence.

This reads about a hundred combinations. `python -m tests.dressing` reads all of them.
"""

import pytest

from loaders import Folder, read
from loaders.cells.amounts import AmbiguousDecimals
from loaders.cells.days import AmbiguousDates
from tests.dressing.fitting import MISREAD, fit
from tests.dressing.golden import GOLDEN, list_combinations, list_refusals, list_some
from tests.dressing.styles import find_missing
from tests.loaders.exports import rows_of

SALES = "Product Code;SOH;Stock Value"
CHOSEN = Folder(None, "2027-09")


def test_every_pair_of_ways_to_save_an_export_occurs() -> None:
    assert not find_missing(list_combinations())


def test_a_dressed_export_is_read_identically_or_refused_as_recorded() -> None:
    fittings = [fit(*combination) for combination in list_some()]
    assert [fitting for fitting in fittings if fitting.outcome == MISREAD] == []
    recorded = GOLDEN.read_text(encoding="utf-8")
    assert [refusal for refusal in list_refusals(fittings) if f"{refusal}\n" not in recorded] == []


def test_days_below_the_thirteenth_are_asked_about_unless_the_settings_say_the_order() -> None:
    text = "Date,Account,Reference,Debit,Credit\n03/04/2027,Stock,A,5.00,\n03/04/2027,Bank,A,,5.00\n"
    with pytest.raises(AmbiguousDates, match='Line 2, Date: "03/04/2027" can be read day-first or month-first'):
        read("a.csv", text.encode(), folder=Folder(None, "2027-04"))


@pytest.mark.parametrize(
    ("delimiter", "text"),
    [
        (",", "1.234"),
        ("\t", "€ 12.500"),
        ("\t", "1,234"),
        ("|", "2,500"),
        (";", "1,234"),
        (";", "(5,000)"),
    ],
)
def test_thousands_that_may_be_decimals_are_asked_about(delimiter: str, text: str) -> None:
    rows = f"{SALES}\nA;2;{text}\nB;3;12\n".replace(";", delimiter)
    with pytest.raises(AmbiguousDecimals, match="can be a whole number of thousands") as caught:
        read("a.csv", rows.encode(), folder=CHOSEN)
    assert f'Line 2, Stock Value: "{text}"' in str(caught.value)


@pytest.mark.parametrize(("delimiter", "text", "value"), [(",", '"1,234"', "1234.0000"), (";", "1.234", "1234.0000")])
def test_thousands_in_the_usual_format_of_the_file_are_read(delimiter: str, text: str, value: str) -> None:
    rows = f"{SALES}\nA;2;{text}\n".replace(";", delimiter)
    landing = read("a.csv", rows.encode(), folder=CHOSEN).landing
    assert [str(amount) for amount in rows_of(landing)["stock_value"].to_pylist()] == [value]
