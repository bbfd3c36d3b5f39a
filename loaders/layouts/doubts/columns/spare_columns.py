"""Amounts that two columns of a file may state, such as "Value" and "Total Stock Value": only one of them is read."""

from collections.abc import Iterator

from loaders.layouts.description import Check, Export
from loaders.layouts.recognition import list_names, read_labels


def find_spare_columns(export: Export) -> Iterator[Check]:
    """Return a remark for each amount that another column states as well, unless it is under its standard header."""
    row = export.sheet.row(export.header)
    labels, columns = read_labels(row), export.loader.columns
    for name, at in export.positions.items():
        standard, *aliases = list_names(columns[name])
        if not columns[name].summed or labels[at] == standard or export.groups:
            continue
        used = {*export.positions.values()}
        spare = [f'"{row[p]}"' for p, label in enumerate(labels) if label in aliases and p not in used]
        if spare:
            detail = f'{columns[name].header} was read from "{row[at]}" and not from {", ".join(spare)}'
            yield Check("Columns", "not proven", f"{detail}. Make sure that it is the right one")
