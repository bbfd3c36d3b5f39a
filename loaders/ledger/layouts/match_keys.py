"""The match keys of an entry: the parts of its references that may refer to an Omni document.

The rule: references.md#reading-a-reference.
"""

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import KEYS, TEXT
from loaders.cells.columns import translate
from loaders.layouts.description import Values

_SPACES = r"[\t-\r\x1c-\x20\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]+"
_SEPARATORS = r"[ ,;()\[\]{}|]+"
_DIGIT = r"\p{Nd}"
_LETTER = r"[\p{L}\p{Nl}\p{No}_]"
_EDGES = ".:;,'\"!?&–—-"
_ROW, _KEY, _PLACE = "row", "key", "place"


def add_keys(rows: Values) -> Values:
    """Add columns key_1 to key_4, built from the reference, its numbers, the document number and names in the text.

    There are at most four distinct keys. Words without a digit come last, because document references contain digits.
    """
    reference, number, description = (make_keys(rows[name]) for name in ("reference", "number", "description"))
    tokens = _split(reference, _SEPARATORS)
    is_number = pc.match_substring_regex(tokens[_KEY], _DIGIT)
    listed = [
        _split(reference, r"\|"),
        tokens.filter(is_number),
        _split(number, r"\|"),
        _find_names(_split(description, _SEPARATORS)),
        tokens.filter(pc.and_(pc.invert(is_number), pc.match_substring_regex(tokens[_KEY], _LETTER))),
    ]
    joined = pa.concat_tables(listed).combine_chunks()
    place = pc.add(pc.multiply(joined[_ROW], len(joined)), pa.array(range(len(joined)), pa.int64()))
    distinct = joined.append_column(_PLACE, place).group_by([_ROW, _KEY]).aggregate([(_PLACE, "min")])
    row, key, first = (distinct[name].combine_chunks() for name in (_ROW, _KEY, f"{_PLACE}_min"))
    order = pc.array_sort_indices(first)
    ends = pc.search_sorted(row.take(order), pa.array(range(len(reference) + 1), pa.int64())).cast(pa.int32())
    keys = pa.ListArray.from_arrays(ends, key.take(order))
    slots = pc.list_slice(keys, 0, len(KEYS), return_fixed_size_list=True)
    return {**rows, **{name: pc.list_element(slots, slot) for slot, name in enumerate(KEYS)}}


def make_keys(texts: pa.Array) -> pa.Array:
    """Normalise references for matching: upper case, trimmed, single spaces."""
    spaced = pc.utf8_trim(pc.replace_substring_regex(texts, _SPACES, " "), characters=" ")
    if pc.all(pc.string_is_ascii(spaced)).as_py() in {True, None}:
        return pc.ascii_upper(spaced)
    return translate(spaced, str.upper, TEXT)[0]


def _split(texts: pa.Array, pattern: str) -> pa.Table:
    """Return the parts of each text that are not blank, and the row of each."""
    parts = pc.split_pattern_regex(texts, pattern)
    keys = pc.utf8_trim(pc.list_flatten(parts), characters=" ")
    table = pa.table({_ROW: pc.list_parent_indices(parts).cast(pa.int64()), _KEY: keys})
    return table.filter(pc.not_equal(keys, ""))


def _find_names(tokens: pa.Table) -> pa.Table:
    """Return the words of a text that may be a reference: those with a digit, and with a letter or a hyphen."""
    numbered = tokens.filter(pc.match_substring_regex(tokens[_KEY], _DIGIT))
    names = numbered.set_column(1, _KEY, pc.utf8_trim(numbered[_KEY], characters=_EDGES))
    return names.filter(pc.match_substring_regex(names[_KEY], rf"{_LETTER}|-"))
