"""The records of a binary workbook (MS-XLS), which is one stream of a compound file (MS-CFB)."""

import struct
from collections.abc import Iterator
from itertools import islice

_STREAM = "Workbook"
_HEAD, _ENTRY, _LAST, _MOST = 512, 128, 0xFFFFFFFA, 10
_FORMULA, _END, _PASSWORD, _SHEET, _FAILED, _BEGIN = 0x0006, 0x000A, 0x002F, 0x0085, 0x0205, 0x0809


def find_lost_cells(content: bytes) -> dict[str, dict[str, list[str]]] | None:
    """Return the first ten addresses of failed cells, by sheet name, as the kind "lost".

    Returns None for a workbook with a password or of Excel 95, and for any other kind of document.
    """
    try:
        stream = _find_stream(content)
    except (struct.error, IndexError, ValueError):
        return None
    records = list(_list_records(stream, 0))
    if not records or any(kind == _PASSWORD for kind, _ in records):
        return None
    sheets = [_read_sheet(body) for kind, body in records if kind == _SHEET]
    return {name: {"lost": list(islice(_find_in_sheet(stream, at), _MOST))} for at, name in sheets}


def _find_in_sheet(stream: bytes, start: int) -> Iterator[str]:
    for kind, body in _list_records(stream, start):
        is_formula = kind == _FORMULA and len(body) > 13 and body[6] == 2 and body[12:14] == b"\xff\xff"
        is_error = kind == _FAILED and len(body) > 7 and body[7] == 1
        if is_formula or is_error:
            row, column = struct.unpack_from("<HH", body)
            yield f"{_name_column(column)}{row + 1}"


def _list_records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Return the kind and body of each record up to the end of its part of the stream, which may contain others."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        at += 4 + size
        yield kind, stream[at - size : at]
        depth += {_BEGIN: 1, _END: -1}.get(kind, 0)
        if not depth:
            return


def _read_sheet(body: bytes) -> tuple[int, str]:
    """Return the place and the name of a sheet."""
    (at,), size = struct.unpack_from("<I", body), body[6]
    text = body[8:]
    return at, text[: 2 * size].decode("utf-16-le") if body[7] & 1 else text[:size].decode("latin-1")


def _find_stream(content: bytes) -> bytes:
    size, small = (1 << power for power in struct.unpack_from("<HH", content, 30))
    first, _, smallest, first_small = struct.unpack_from("<IIII", content, 48)
    table = [number for at in _list_tables(content, size) for number in _read_numbers(content, at, size)]
    directory = _read_chain(content, table, first, size)
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory), _ENTRY)]
    for entry in entries:
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le")
        start, length = struct.unpack_from("<II", entry, 116)
        if name != _STREAM or entry[66] != 2:
            continue
        if length >= smallest:
            return _read_chain(content, table, start, size)[:length]
        packed = _read_chain(content, table, struct.unpack_from("<I", entries[0], 116)[0], size)
        chain = _read_chain(content, table, first_small, size)
        return _read_chain(packed, [n for (n,) in struct.iter_unpack("<I", chain)], start, small, 0)[:length]
    return b""


def _list_tables(content: bytes, size: int) -> Iterator[int]:
    """Return the sectors with the table of chains: the first 109 are in the header, the others in a chain."""
    yield from (at for at in struct.unpack_from("<109I", content, 76) if at < _LAST)
    at, seen = struct.unpack_from("<I", content, 68)[0], set[int]()
    while at < _LAST and at not in seen:
        seen.add(at)
        *numbers, following = _read_numbers(content, at, size)
        yield from (number for number in numbers if number < _LAST)
        at = following


def _read_numbers(content: bytes, at: int, size: int) -> tuple[int, ...]:
    return struct.unpack_from(f"<{size // 4}I", content, _HEAD + at * size if size == _HEAD else (at + 1) * size)


def _read_chain(content: bytes, table: list[int], at: int, size: int, head: int = -1) -> bytes:
    """Return the sectors of a chain. Small sectors have no header before them."""
    start, parts, seen = size if head < 0 else head, [], set[int]()
    while at < _LAST and at not in seen:
        seen.add(at)
        parts.append(content[start + at * size : start + (at + 1) * size])
        at = table[at]
    return b"".join(parts)


def _name_column(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)
