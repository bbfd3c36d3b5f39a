"""The combinations of subjects and styles, and the golden file of those that are refused."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tests.dressing.fitting import REFUSED, Fitting
from tests.dressing.styles import Style, list_styles
from tests.dressing.subjects import list_subjects

GOLDEN = Path(__file__).with_name("refusals.golden.txt")
_COUNT, _SEED = 720, 7
_WORKBOOKS = 5

Combination = tuple[str, Style]


@cache
def list_combinations() -> list[Combination]:
    """Return all combinations of the subjects that the repository has."""
    return list_styles([*list_subjects()], _COUNT, _SEED)


def list_some() -> list[Combination]:
    """Return about a hundred of them: every fifth text, and a few workbooks, which take longer."""
    texts = [combination for combination in list_combinations() if not combination[1].is_workbook]
    workbooks = [combination for combination in list_combinations() if combination[1].is_workbook]
    return [*texts[::5], *workbooks[:: len(workbooks) // _WORKBOOKS]]


def list_refusals(fittings: Iterable[Fitting]) -> list[str]:
    """Return a line for each refused combination: its subject, the style, and the sentence."""
    refused = (fitting for fitting in fittings if fitting.outcome == REFUSED)
    return [f"{fitting.subject} ({fitting.style.describe()})\n    {fitting.reason}" for fitting in refused]
