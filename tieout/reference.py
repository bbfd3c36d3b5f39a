"""The reference pages of the docs, which `make docs` writes from the declarations."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import pyarrow as pa

from close.months import LAST
from close.rules.graph import Graph, Node, draw_mermaid, draw_rooms_mermaid, graph_library, list_rooms
from close.rules.queries import Query, library
from close.rules.reasons import advise
from close.store.datasets import DATASETS, Dataset
from close.store.datasets.meanings import MEANINGS
from close.store.settings import DEFINITION, Setting
from close.work.steps import steps
from loaders import LOADERS, Loader
from tieout import PROGRAM
from tieout.messages import Message, list_messages, split_text

FOLDER = PROGRAM / "docs" / "reference"
TYPES = {pa.string(): "text", pa.date32(): "date", pa.bool_(): "yes or no", pa.int32(): "whole number"}
NOTE = "<!-- Written by `make docs` from the declarations. Change those, then run it again. -->\n"


def write_pages(folder: Path = FOLDER) -> None:
    """Write the reference pages into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in make_pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def make_pages() -> dict[str, str]:
    """Return the reference pages by file name."""
    return {
        "models.md": _page_of_models(),
        "data-dictionary.md": _page_of_data(),
        "causes.md": _page_of_causes(),
        "messages.md": _page_of_messages(),
    }


def _page_of_models() -> str:
    graph = graph_library(LAST)
    rooms = list_rooms(graph)
    parts = [
        NOTE,
        "# Models\n",
        "Every step between an uploaded file and a report. An arrow points from a model to a model that reads it.\n",
        _mermaid(draw_rooms_mermaid(graph)),
    ]
    for room, nodes in rooms.items():
        if room not in ("exports", "reports"):
            parts += [
                f"## {room}\n",
                _picture_of(nodes),
                _table(("model", "one row for each", "key", "reads"), _rows(nodes)),
            ]
    return "\n".join(part for part in parts if part)


def _picture_of(nodes: Sequence[Node]) -> str:
    """Return a diagram of how a room's models read each other, or an empty string if none of them do."""
    graph: Graph = {node.name: node for node in nodes}
    inside = [node for node in nodes if node.reads & graph.keys()]
    shown = {node.name for node in inside}.union(*(node.reads & graph.keys() for node in inside))
    return _mermaid(draw_mermaid({name: graph[name] for name in sorted(shown)})) if shown else ""


def _rows(nodes: Iterable[Node]) -> Iterable[Sequence[str]]:
    for node in nodes:
        grain = node.grain.removeprefix("one row for each ").removeprefix("one row for ")
        yield (
            " ".join(filter(None, (f"`{node.name}` {node.title}.", node.change))),
            grain,
            _codes(node.key),
            _codes(sorted(node.reads)),
        )


def _page_of_causes() -> str:
    parts = [
        NOTE,
        "# Causes, tie-outs and steps\n",
        "The pages in [rules](../rules/README.md) explain them with examples.\n",
    ]
    parts += ["## Causes\n", _table(("cause", "description", "effect", "clears", "what to do"), _causes())]
    parts += ["## Tie-outs\n", _table(("tie-out", "one side", "the other side"), _identities())]
    parts += ["## Steps\n", _table(("step", "why", "where to click"), _steps())]
    return "\n".join(parts)


def _causes() -> Iterable[Sequence[str]]:
    for code, queries in sorted(library("causes").items()):
        cause = queries[0]
        remedy = advise(code, {}, LAST)
        head = f"**{code} {cause.title}**"
        yield head, cause.description, cause.fields.get("effect", ""), cause.fields.get("timing", ""), remedy


def _identities() -> Iterable[Sequence[str]]:
    for code, queries in library("identities").items():
        identity = queries[0]
        yield f"**{code} {identity.title}**", identity.fields.get("left", ""), identity.fields.get("right", "")


def _steps() -> Iterable[Sequence[str]]:
    return ((f"**{step.step}**", step.why, step.where) for step in steps().values())


def _page_of_data() -> str:
    parts = [
        NOTE,
        "# Data dictionary\n",
        "## Datasets\n",
        "The tables that the loaders write, one for each kind of export.\n",
    ]
    parts += [_dataset(dataset) for dataset in DATASETS.values()]
    parts += ["## Reports\n", "The reports that `tieout report NAME` and the pages return.\n"]
    parts += [_report(queries[0]) for _, queries in sorted(library("reports").items())]
    parts += ["## Settings\n", _table(("setting", "type", "choices", "default"), map(_setting, DEFINITION.values()))]
    return "\n".join(parts)


def _dataset(dataset: Dataset) -> str:
    headers = _headers(dataset)
    rows = (
        (f"`{name}`", _say_type(kind), ", ".join(headers.get(name, ())), MEANINGS.get(name, ""))
        for name, kind in dataset.columns.items()
    )
    key = f"Key: {_codes(dataset.key)}." if dataset.key else "No key: every row of every file is used."
    source = f" Export it from {dataset.source}." if dataset.source else ""
    return f"### {dataset.name}\n\n{dataset.title}. {key}{source}\n\n" + _table(
        ("column", "type", "header in the file", "meaning"), rows
    )


def _headers(dataset: Dataset) -> Mapping[str, list[str]]:
    """Return the preferred header in each loader of a dataset, by column."""
    loaders: list[Loader] = [loader for loader in LOADERS if loader.dataset == dataset]
    found: dict[str, list[str]] = {}
    for loader in loaders:
        for name, column in loader.columns.items():
            if column.header not in found.setdefault(name, []):
                found[name].append(column.header)
    return found


def _report(query: Query) -> str:
    rows = ((f"`{column.name}`", column.label) for column in query.columns if not column.is_lineage)
    head = f"### {query.name}\n\n{query.title}: {query.description}\n\nKey: {_codes(query.key)}.\n\n"
    return head + _table(("column", "label"), rows)


def _page_of_messages() -> str:
    parts = [
        NOTE,
        "# Messages\n",
        "Every refusal, by the package that raises it. Nothing is changed. Words in ‹brackets› stand for values.\n",
    ]
    for package, messages in groupby(list_messages(), key=lambda message: message.package):
        rows = (row for message in messages for row in _message(message))
        parts += [f"## {package}\n", _table(("error", "when", "message", "what to do"), rows)]
    return "\n".join(parts)


def _message(message: Message) -> Iterable[Sequence[str]]:
    """Return a row for each text. A class whose text is not in the code has one row."""
    for text in message.texts or ("",):
        problem, remedy = split_text(text)
        yield f"`{message.name}`", message.when.split("\n\n")[0].replace("\n", " "), problem, remedy


def _setting(setting: Setting) -> Sequence[str]:
    default = "" if setting.default is None else str(setting.default)
    return f"`{setting.name}`", setting.kind.__name__, _codes(setting.choices), default


def _say_type(kind: pa.DataType) -> str:
    return "amount" if pa.types.is_decimal(kind) else TYPES.get(kind, str(kind))


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _mermaid(text: str) -> str:
    return f"```mermaid\n{text}```\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


if __name__ == "__main__":
    write_pages()
