"""The choice of how a file is read: by a loader, or by a saved mapping."""

from collections.abc import Iterable, Sequence

from close.errors import Refused
from loaders.files.sheets import Sheet
from loaders.layouts.description import Export, Loader
from loaders.layouts.recognition import ClaimedTwice, ColumnTwice, Unrecognised, WrappedHeaders, normalise, recognise
from loaders.ledger.layouts.single.account_sheets import join_account_sheets
from loaders.mapping.headers import find_headers
from loaders.mapping.loader import WidthDiffers, open_mapped
from loaders.mapping.mapping import Mapping
from loaders.mapping.numbered.columns import seems_without_headers
from loaders.mapping.numbered.evidence import check_columns


class SeveralMappings(Refused):
    """A file without headers that several saved mappings read."""

    def __init__(self, names: Sequence[str]) -> None:
        listed = " and ".join(f'"{name}"' for name in names)
        super().__init__(
            f"This file has no headers, and the saved mappings {listed} both read it. Open the page Map a file, forget "
            "the wrong one there (or with tieout forget_mapping), and upload the file again."
        )


class NoMappingFits(Refused):
    """A file that no loader recognises, and that the saved mappings with as many columns do not read either."""

    def __init__(self, why: Refused, reasons: Iterable[Refused]) -> None:
        listed = "\n".join(map(str, reasons))
        super().__init__(f"{why}\n{listed}\nNo saved mapping reads this file. Map its columns, or correct the file.")


def choose_exports(sheets: Sequence[Sheet], loaders: Sequence[Loader], mappings: Sequence[Mapping]) -> list[Export]:
    """Return the exports that loaders recognise, one for each sheet, or else the one that a mapping describes.

    A mapping goes before a loader only if it says so. A mapping of files without headers is the last choice. Sheets
    with one ledger account each are joined. Raises SeveralMappings, NoMappingFits and the errors of `recognise`,
    `open_mapped` and `join_account_sheets`.
    """
    fitting = [mapping for mapping in mappings if any(find_headers(sheet, mapping) is not None for sheet in sheets)]
    try:
        exports = recognise(sheets, loaders)
    except (Unrecognised, WrappedHeaders, ClaimedTwice, ColumnTwice) as error:
        if fitting:
            return [open_mapped(sheets, fitting[0])]
        if isinstance(error, Unrecognised | WrappedHeaders):
            return [_choose_without_headers(sheets, mappings, error)]
        raise
    return join_account_sheets([_prefer_mapping(export, fitting) for export in exports], sheets)


def _prefer_mapping(export: Export, mappings: Sequence[Mapping]) -> Export:
    """Return the export of a sheet, read by the mapping that goes before its loader, if there is one."""
    instead = (mapping for mapping in mappings if mapping.instead_of == export.loader.name)
    chosen = next((mapping for mapping in instead if find_headers(export.sheet, mapping) is not None), None)
    return open_mapped([export.sheet], chosen) if chosen else export


def _choose_without_headers(
    sheets: Sequence[Sheet], mappings: Sequence[Mapping], why: Unrecognised | WrappedHeaders
) -> Export:
    """Return the export that the only fitting mapping of files without headers describes.

    Raises SeveralMappings, NoMappingFits, and `why` if no such mapping has as many columns.
    """
    fitting, reasons = list_fitting(sheets, mappings)
    if len(fitting) > 1:
        raise SeveralMappings([mapping.name for mapping in fitting])
    if fitting:
        return open_mapped(_list_shown(sheets), fitting[0])
    raise NoMappingFits(why, reasons) if reasons else why


def list_fitting(sheets: Sequence[Sheet], mappings: Sequence[Mapping]) -> tuple[list[Mapping], list[Refused]]:
    """Return the mappings of files without headers that fit, and why the others with as many columns do not."""
    fitting: list[Mapping] = []
    reasons: list[Refused] = []
    for mapping in (one for one in mappings if not one.has_headers):
        try:
            check_columns(open_mapped(_list_shown(sheets), mapping), mapping)
            fitting.append(mapping)
        except WidthDiffers:
            continue
        except Refused as error:
            reasons.append(error)
    return fitting, reasons


def _list_shown(sheets: Sequence[Sheet]) -> list[Sheet]:
    return [sheet for sheet in sheets if not sheet.is_hidden]


def check_alone(sheets: Sequence[Sheet], mapping: Mapping, mappings: Sequence[Mapping]) -> None:
    """Check that no other saved mapping of files without headers reads a file. Raises SeveralMappings."""
    others = [] if mapping.has_headers else list_fitting(sheets, mappings)[0]
    names = [other.name for other in others if normalise(other.name) != normalise(mapping.name)]
    if names:
        raise SeveralMappings([mapping.name, *names])


def find_saved(sheet: Sheet, mappings: Sequence[Mapping]) -> Mapping | None:
    """Return the saved mapping that reads a sheet, or one for as many columns if the sheet has no headers either."""
    with_headers = (mapping for mapping in mappings if find_headers(sheet, mapping) is not None)
    alike = [one for one in mappings if len(one.kinds) == sheet.width] if seems_without_headers(sheet) else []
    fitting, _ = list_fitting([sheet], mappings)
    return next(with_headers, None) or next(iter([*fitting, *alike]), None)
