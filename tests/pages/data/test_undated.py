"""A month with an export that does not state when it was taken: no page calls it taken on the day of the others."""

from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st

import sample
from close.store.warehouse import Warehouse
from loaders import land
from pages.parts.frame import page_context
from tests.given.screens import start, visit
from tests.pages.screen import words

HERE = "heron-wren-ltd"
COMPANY = replace(sample.KESTREL, name="Heron & Wren Ltd", documents=40)


@pytest.fixture
def period(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Land a month in which only the payments do not state when they were taken, and return it."""
    monkeypatch.setattr(page_context, "ROOT", tmp_path / "warehouse")
    st.cache_data.clear()
    sample.write(sample.simulate(COMPANY, 7, 1, sample.Faults.all()), tmp_path)
    files = sorted(tmp_path.glob("exports/*/*"))
    drop = [("" if file.name.startswith("Payments") else "dated", file.name, file.read_bytes()) for file in files]
    cards = land(drop, Warehouse(tmp_path / "warehouse", HERE), who="tests")
    assert {card.status for card in cards} == {"landed"}
    return files[0].parent.name


def test_no_page_says_that_it_was_taken_with_the_others(period: str) -> None:
    overview = words(visit(start(organisation=HERE, period=period), "overview"))
    assert ", except for 1 that does not state when it was taken" in overview
    coverage = words(visit(start(organisation=HERE, period=period), "coverage"))
    assert "so they may be from before the month was over: Payments" in coverage
    assert "none was taken before the month was over" not in coverage
