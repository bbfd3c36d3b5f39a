"""The graph behind an answer: its steps, the tables that each step reads, and diagrams of it.

Screens use the Graphviz language. Pages on GitHub use Mermaid.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from close.engine.connection import HISTORY
from close.rules.compile import BEFORE, find_step, steps
from close.rules.generated.collected import GATHERED
from close.rules.queries import Query, in_force, library
from close.store.datasets import DATASETS

ROOMS = (
    "exports",
    "sources",
    "documents",
    "references",
    "entries",
    "ledger",
    "movements",
    "goods",
    "effects",
    "history",
    "cogs",
    "differences",
    "causes",
    "bridge",
    "controls",
    "totals",
    "identities",
    "steps",
    "proposals",
    "story",
    "work",
    "reasons",
    "reports",
)
"""The exports, then the folders of `sql/` in the order in which they build on each other."""
UPLOADED = {"landings": "Uploaded files", "landings_history": "Uploaded files, with replaced ones"}


@dataclass(frozen=True)
class Node:
    """A step in a graph: a dataset, a model, a cause or a report. `reads` lists the steps that it selects from.

    `change` describes the change in a version after the first, with the month from which it applies.
    """

    name: str
    room: str
    title: str
    grain: str
    key: tuple[str, ...]
    reads: frozenset[str]
    sql: str
    change: str = ""


Graph = Mapping[str, Node]
"""The nodes of a graph by name, each after the nodes that it reads."""


@lru_cache(maxsize=128)
def graph_report(name: str, period: str) -> Graph:
    """Return the graph of the version of a report in force for a period. Raises BadPeriod, UnknownReport."""
    report = in_force(name, period)
    models = [_node(step, period) for step in steps(report, period)]
    own_name = f"{name}_report" if name in library("models") else name
    return _with_exports([*models, _node_of(own_name, report)])


@lru_cache(maxsize=8)
def graph_library(period: str) -> Graph:
    """Return the graph of every report in force for a period."""
    nodes_by_name: dict[str, Node] = {}
    for name, versions in library("reports").items():
        if versions[-1].since <= period:
            nodes_by_name |= graph_report(name, period)
    return nodes_by_name


def focus(graph: Graph, name: str) -> Graph:
    """Return the part of a graph around one step: the steps that it reads and the steps that read it."""
    readers = {node.name for node in graph.values() if name in node.reads}
    near = {name, *graph[name].reads, *readers}
    reads = {each: node.reads & {name} if each in readers else frozenset[str]() for each, node in graph.items()}
    reads[name] = graph[name].reads
    return {each: replace(node, reads=reads[each]) for each, node in graph.items() if each in near}


def list_rooms(graph: Graph) -> dict[str, list[Node]]:
    """Return the nodes of a graph by room. Rooms are in the order of ROOMS, and nodes are sorted by name."""
    rooms = {room: sorted((n for n in graph.values() if n.room == room), key=lambda n: n.name) for room in ROOMS}
    return {room: nodes for room, nodes in rooms.items() if nodes}


def link_rooms(graph: Graph) -> set[tuple[str, str]]:
    """Return the pairs of rooms in which the second reads from the first."""
    pairs = {(graph[read].room, node.room) for node in graph.values() for read in node.reads if read in graph}
    return {(first, second) for first, second in pairs if first != second}


def draw_dot(graph: Graph, chosen: str = "") -> str:
    """Return a graph in the Graphviz language, left to right, with titles. The chosen step is highlighted."""
    lines = [f'"{node.name}" [label="{node.title}\\n{node.name}"{_style(node, chosen)}];' for node in graph.values()]
    lines += [f'"{read}" -> "{name}";' for read, name in _edges(graph)]
    return _dot(lines)


def draw_mermaid(graph: Graph) -> str:
    """Return a graph in the Mermaid language, which GitHub renders."""
    return _mermaid((node.name, node.name) for node in graph.values()) + _mermaid_edges(_edges(graph))


def draw_rooms_mermaid(graph: Graph) -> str:
    """Return the rooms of a graph in the Mermaid language, each with its number of steps."""
    labels = ((room, f"{room}<br>{len(nodes)}") for room, nodes in list_rooms(graph).items())
    return _mermaid(labels) + _mermaid_edges(sorted(_reduce(link_rooms(graph))))


def _node(name: str, period: str) -> Node:
    if name.endswith(BEFORE):
        model = _node(name.removesuffix(BEFORE), period)
        return Node(
            name, model.room, f"{model.title}, one month earlier", model.grain, model.key, frozenset(), model.sql
        )
    return _node_of(name, find_step(name, period))


def _node_of(name: str, query: Query | None) -> Node:
    if query is None:
        dataset = DATASETS.get(name.removesuffix(HISTORY))
        title = dataset.title if dataset else UPLOADED.get(name, name.replace("_", " ").capitalize())
        return Node(name, "exports", title, "", dataset.key if dataset else (), frozenset(), "")
    return Node(
        name,
        _room_of(name, query),
        query.title,
        query.grain,
        query.key,
        query.reads,
        query.body,
        _change(query),
    )


def _with_exports(nodes: list[Node]) -> Graph:
    node_names = {node.name for node in nodes}
    exports = sorted({read for node in nodes for read in node.reads if read} - node_names)
    return {node.name: node for node in (*(_node_of(name, None) for name in exports), *nodes)}


def _room_of(name: str, query: Query) -> str:
    if query.path.suffix:
        return query.path.parent.name
    return GATHERED[name][0] if name in GATHERED else "sources"  # generated models


def _edges(graph: Graph) -> list[tuple[str, str]]:
    return sorted((read, node.name) for node in graph.values() for read in node.reads if read in graph)


def _reduce(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the pairs that follow the order of ROOMS, without those that a longer path already implies."""
    order = {room: rank for rank, room in enumerate(ROOMS)}
    forward = {pair for pair in pairs if order[pair[0]] < order[pair[1]]}
    reach = {room: _reach(room, forward) for room in ROOMS}
    implied = {(a, c) for a, c in forward for b in reach[a] - {c} if c in reach[b]}
    return forward - implied


def _reach(room: str, pairs: Iterable[tuple[str, str]]) -> set[str]:
    reached: set[str] = set()
    new = {room}
    while new:
        new = {second for first, second in pairs if first in new} - reached
        reached |= new
    return reached


def _style(node: Node, chosen: str) -> str:
    if node.name == chosen:
        return ", style=filled, fillcolor=lightgrey, penwidth=2"
    return ", shape=cylinder" if node.room == "exports" else ""


def _dot(lines: Iterable[str]) -> str:
    head = 'rankdir=LR; size="11,8"; bgcolor="white"; node [shape=box, fontname="sans-serif", fontsize=10];'
    return "digraph {\n" + "\n".join((head, *lines)) + "\n}\n"


def _mermaid(labels: Iterable[tuple[str, str]]) -> str:
    return "graph LR\n" + "".join(f'    {name}["{label}"]\n' for name, label in labels)


def _mermaid_edges(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f"    {first} --> {second}\n" for first, second in pairs)


def _change(query: Query) -> str:
    return f"From {query.since}: {query.fields['change']}" if "change" in query.fields else ""
