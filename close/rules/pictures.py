"""Pictures of a graph: Graphviz's language for the screen, Mermaid's for pages that GitHub shows."""

from collections.abc import Iterable

from close.rules.graph import ROOMS, Graph, Node, link_rooms, list_rooms


def draw_dot(graph: Graph, chosen: str = "") -> str:
    """Return a graph in Graphviz's language, left to right, with titles. The chosen step is drawn bold."""
    lines = [f'"{node.name}" [label="{node.title}\\n{node.name}"{_style(node, chosen)}];' for node in graph.values()]
    lines += [f'"{read}" -> "{name}";' for read, name in _edges(graph)]
    return _dot(lines)


def draw_rooms_dot(graph: Graph) -> str:
    """Return the rooms of a graph in Graphviz's language, each with its number of steps."""
    lines = [f'"{room}" [label="{room}\\n{len(nodes)}"];' for room, nodes in list_rooms(graph).items()]
    lines += [f'"{first}" -> "{second}";' for first, second in sorted(_reduce(link_rooms(graph)))]
    return _dot(lines)


def draw_mermaid(graph: Graph) -> str:
    """Return a graph in Mermaid's language, which GitHub draws."""
    return _mermaid((node.name, node.name) for node in graph.values()) + _mermaid_edges(_edges(graph))


def draw_rooms_mermaid(graph: Graph) -> str:
    """Return the rooms of a graph in Mermaid's language, each with its number of steps."""
    labels = ((room, f"{room}<br>{len(nodes)}") for room, nodes in list_rooms(graph).items())
    return _mermaid(labels) + _mermaid_edges(sorted(_reduce(link_rooms(graph))))


def _edges(graph: Graph) -> list[tuple[str, str]]:
    return sorted((read, node.name) for node in graph.values() for read in node.reads if read in graph)


def _reduce(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the pairs without those that a longer way already implies, where the rooms are in the usual order."""
    order = {room: rank for rank, room in enumerate(ROOMS)}
    forward = {pair for pair in pairs if order[pair[0]] < order[pair[1]]}
    reach = {room: _reach(room, forward) for room in ROOMS}
    implied = {(a, c) for a, c in forward for b in reach[a] - {c} if c in reach[b]}
    return forward - implied


def _reach(room: str, pairs: Iterable[tuple[str, str]]) -> set[str]:
    found: set[str] = set()
    new = {room}
    while new:
        new = {second for first, second in pairs if first in new} - found
        found |= new
    return found


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
