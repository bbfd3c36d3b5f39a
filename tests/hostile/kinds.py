"""Every kind of hostile upload, by name."""

from collections.abc import Mapping
from random import Random
from types import MappingProxyType

from tests.hostile import archives, exports, foreign, lists, pages, settings, texts, workbooks
from tests.hostile.files import Make, Upload

KINDS: Mapping[str, Make] = MappingProxyType(
    {
        "JSON numbers": lists.make_numbers,
        "JSON nesting": lists.make_nesting,
        "JSON that expands": lists.make_expansion,
        "a list with one hostile value": lists.make_values,
        "settings: numbers": settings.make_numbers,
        "settings: nesting": settings.make_nesting,
        "settings: types": settings.make_types,
        "settings: paths": settings.make_paths,
        "settings: names": settings.make_names,
        "zip bombs": archives.make_bomb,
        "zip in zip": archives.make_inner,
        "zip: names": archives.make_names,
        "zip: damaged": archives.make_damage,
        "workbook: dimensions": workbooks.make_dimensions,
        "workbook: repeated texts": workbooks.make_strings,
        "workbook: entities": workbooks.make_entities,
        "workbook: relationships": workbooks.make_relations,
        "workbook: formulas": workbooks.make_formulas,
        "workbook: garbage": workbooks.make_garbage,
        "workbook: old": workbooks.make_old,
        "workbook: XML of 2003": workbooks.make_xml,
        "text: bytes": texts.make_bytes,
        "text: quotes": texts.make_quotes,
        "text: shapes": texts.make_shapes,
        "text: line ends": texts.make_line_ends,
        "text: long preambles": texts.make_preambles,
        "text: long cells": texts.make_cells,
        "page: spans": pages.make_spans,
        "page: tables in tables": pages.make_tables,
        "page: markup": pages.make_markup,
        "export: number": exports.make_number,
        "export: day": exports.make_day,
        "export: text": exports.make_text,
        "export: cut off": exports.make_cut,
        "export: file name": exports.make_name,
        "export: crowd": exports.make_crowd,
        "Parquet": foreign.make_parquet,
        "other formats": foreign.make_other,
        "empty": foreign.make_empty,
    }
)


def make_input(number: int, seed: int) -> tuple[str, Upload]:
    """Return the kind and the files of an input. The same number and seed always give the same."""
    kind = list(KINDS)[number % len(KINDS)]
    return kind, KINDS[kind](Random(f"{seed} {number}"))
