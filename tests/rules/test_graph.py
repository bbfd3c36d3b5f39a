"""The graph of an answer: every step comes after its inputs, and pages and diagrams are made from it."""

import pytest

from close.rules.graph import (
    ROOMS,
    draw_dot,
    draw_mermaid,
    draw_rooms_mermaid,
    focus,
    graph_library,
    graph_report,
    link_rooms,
)
from close.rules.queries import library
from close.store.datasets import DATASETS
from close.store.datasets.meanings import MEANINGS
from tieout.reference import FOLDER, make_pages

MONTH = "2026-03"
PAGES = make_pages()


@pytest.mark.parametrize("name", sorted(library("reports")))
def test_each_step_comes_after_those_that_it_reads(name: str):
    seen: set[str] = set()
    for node in graph_report(name, MONTH).values():
        assert node.reads - {""} <= seen, node.name
        seen.add(node.name)
    assert (node.room, node.name.removesuffix("_report")) == ("reports", name)


def test_every_step_is_in_a_known_room():
    assert {node.room for node in graph_library(MONTH).values()} <= set(ROOMS)


def test_exports_have_no_sql_and_everything_else_has():
    for node in graph_library(MONTH).values():
        assert bool(node.sql) == (node.room != "exports"), node.name


def test_the_focus_on_a_step_shows_what_it_reads_and_what_reads_it():
    graph = graph_report("blank_cogs", MONTH)
    near = focus(graph, "sales_without_cogs")
    assert graph["sales_without_cogs"].reads <= near.keys()
    assert "sales_without_cogs" in near["blank_cogs"].reads
    assert all(node.reads <= near.keys() for node in near.values())


def test_pictures_name_every_step_and_arrow():
    near = focus(graph_report("blank_cogs", MONTH), "sales_without_cogs")
    arrows = [(read, node.name) for node in near.values() for read in node.reads]
    dot, mermaid = draw_dot(near, "sales_without_cogs"), draw_mermaid(near)
    assert arrows
    assert all(f'"{read}" -> "{name}";' in dot and f"{read} --> {name}\n" in mermaid for read, name in arrows)


def test_rooms_are_joined_as_their_models_are():
    graph = graph_library(MONTH)
    drawn = draw_rooms_mermaid(graph)
    arrows = {tuple(line.split(" --> ")) for line in map(str.strip, drawn.splitlines()) if " --> " in line}
    assert arrows <= link_rooms(graph)
    assert {"causes", "reports"} <= {room for arrow in arrows for room in arrow}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_reference_pages_are_those_that_make_docs_writes(name: str):
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name], "run `make docs`"


def test_meanings_are_about_columns_that_exist():
    assert MEANINGS.keys() <= {name for dataset in DATASETS.values() for name in dataset.columns}
