"""The cost of a column that a file lacks: the causes, tie-outs and reports that use it."""

import re

import streamlit as st

from close.months import LAST
from close.rules.graph import Graph, Node, graph_library
from close.store.datasets.meanings import MEANINGS
from loaders.mapping.mapping import Mapping
from loaders.mapping.templates import find_template, name_field
from pages.parts.widgets.tables import draw
from pages.parts.words import say_count

_SHOWN = 4
_ROOMS = ("causes", "identities", "reports")


def draw_costs(mapping: Mapping) -> None:
    """Draw the optional columns that a mapping does not have, with what uses them."""
    columns = find_template(mapping.dataset).columns
    assigned = {*mapping.columns, *mapping.constants}
    lacking = {name: column for name, column in columns.items() if column.optional and name not in assigned}
    used = {name: titles for name in lacking if (titles := list_users(mapping.dataset, name))}
    if not used:
        return
    with st.expander(f"{say_count(len(used), 'missing column')} that rules use"):
        st.caption("Without these columns, the rules next to them cannot tell, or tell less.")
        rows = [
            {"column": name_field(name, lacking[name]), "meaning": MEANINGS.get(name), "users": _shorten(titles)}
            for name, titles in used.items()
        ]
        draw(rows, "map-costs", column="Column", users="Used by", meaning="Meaning")


@st.cache_data(show_spinner=False)
def list_users(dataset: str, column: str) -> list[str]:
    """Return the titles of the causes, tie-outs and reports that use a column, as far as it keeps its name."""
    graph = graph_library(LAST)
    return sorted({node.title for node in _list_users(graph, dataset, column) if node.room in _ROOMS})


def _list_users(graph: Graph, dataset: str, column: str) -> list[Node]:
    """Return the steps that name a column and read the dataset, or read a step that does."""
    reached, found = {dataset, f"{dataset}_as_known"}, list[Node]()
    for node in graph.values():
        if node.reads & reached and re.search(rf"\b{column}\b", node.sql):
            reached.add(node.name)
            found.append(node)
    return found


def _shorten(titles: list[str]) -> str:
    more = f" and {len(titles) - _SHOWN} more" if len(titles) > _SHOWN else ""
    return ", ".join(titles[:_SHOWN]) + more
