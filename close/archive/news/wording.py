"""A digest as text for a mail, as Markdown for a chat, and as JSON for a program."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from close.archive.news.digest import Digest
from close.archive.news.entries import Section
from close.archive.news.moments import say_moment
from close.months import month
from close.texts import keep_order, write_value

Format = Literal["text", "markdown", "json"]
MOST = 25  # entries of one section that a person reads. JSON has all of them
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


def write(digest: Digest, form: str) -> str:
    """Return a digest in one of the formats, ending with a line feed."""
    if form == "json":
        return json.dumps(_list_facts(digest), indent=1, ensure_ascii=False, default=write_value) + "\n"
    return "\n".join(_list_lines(digest, is_markdown=form == "markdown")) + "\n"


def _list_lines(digest: Digest, *, is_markdown: bool) -> Iterator[str]:
    clean = _escape if is_markdown else str
    name, since = digest.settings.name or digest.organisation, say_moment(digest.since, digest.settings)
    yield f"{'# ' if is_markdown else ''}{clean(name)}, {month(digest.period).start:%B %Y}: changes since {since}"
    yield ""
    yield f"Snapshot {digest.snapshot}, compared with snapshot {digest.snapshot_then}."
    yield f"{_say_open(digest.open_items)} {_count(digest.steps_to_do, 'step')} to do."
    yield f"Steps done: {digest.steps_done.say()}."
    if digest.caution:
        yield clean(digest.caution)
    for section in digest.sections:
        yield ""
        yield f"{'## ' if is_markdown else ''}{section.title} ({len(section.entries)})"
        yield from (f"- {clean(line)}" if section.entries else line for line in _list_entries(section))


def _say_open(count: int | None) -> str:
    return "The number of open items is unknown." if count is None else f"{_count(count, 'open item')}."


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _list_entries(section: Section) -> Iterator[str]:
    yield from (keep_order(" ".join(entry.words.split())) for entry in section.entries[:MOST])
    if (more := len(section.entries) - MOST) > 0:
        yield f"and {more} more"
    if not section.entries:
        yield section.otherwise


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def _list_facts(digest: Digest) -> Mapping[str, object]:
    return {
        "organisation": digest.organisation,
        "name": digest.settings.name or digest.organisation,
        "month": digest.period,
        "currency": digest.settings.currency or None,
        "since": digest.since,
        "snapshot": digest.snapshot,
        "snapshot_then": digest.snapshot_then,
        "caution": digest.caution or None,
        "open_items": digest.open_items,
        "steps_to_do": digest.steps_to_do,
        **{f"steps_{name}": count for name, count in vars(digest.steps_done).items()},
        **{
            section.key: [{**entry.facts, "words": entry.words} for entry in section.entries]
            for section in digest.sections
        },
    }
