"""A new company under a name that its ledger does not print: the refusal explains how to correct it, and that works."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import sample
from close.store.warehouse import LATEST, Warehouse, slug
from loaders import DroppedFile
from loaders.intake.cards import draw_refused_card
from loaders.layouts.stated_organisation import OtherOrganisation
from pages.data import renaming
from pages.parts.frame import page_context

from .screen import Open, press, words
from .test_exports import upload

PRINTED, TYPED = "Kestrel & Finch Outdoor Ltd", "Kestrel Outdoor"
HERE = slug(TYPED)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_page: Open, warehouse: Path) -> Iterator[Path]:
    """Return a warehouse in which a company was started under a mistyped name."""
    monkeypatch.setattr(page_context, "ROOT", shutil.copytree(warehouse, tmp_path / "warehouse"))
    st.cache_data.clear()
    app = open_page("organisation", new="yes")
    assert renaming.AS_PRINTED in words(app)
    field(app, "Name").input(TYPED)
    press(app, "Start this organisation")
    assert app.title[0].value == "Upload"
    yield tmp_path / "warehouse"
    st.cache_data.clear()


@pytest.fixture
def drop(tmp_path: Path) -> list[tuple[str, bytes]]:
    """Upload a month of exports without settings, as a user does."""
    company = sample.simulate(replace(sample.KESTREL, name=PRINTED), 7, 1, sample.Faults.all())
    sample.write(company, tmp_path / "files")
    files = sorted((tmp_path / "files" / "exports").rglob("*.*"))
    return [(file.name, file.read_bytes()) for file in files if file.suffix != ".toml"]


def field(app: AppTest, label: str):
    return next(found for found in app.main.text_input if found.label == label)


def name_of(root: Path) -> str:
    settings = Warehouse(root, HERE).settings(LATEST)
    return settings.name if settings else ""


def test_the_refusal_says_what_to_change_and_it_lands_afterwards(open_page: Open, root: Path, drop: list) -> None:
    app = upload(open_page("upload", HERE), *drop)
    refused = [error.value.replace("\\", "") for error in app.error]
    assert any(f'This file is for "{PRINTED}"' in told for told in refused)
    assert f"Change **Name** on the page Organisation to “{PRINTED}”" in words(app)
    (way,) = [e.proto for e in app.main.get("page_link") if e.proto.label == "Change the name"]
    asked = dict(parse_qsl(way.query_string))

    app = open_page("organisation", HERE, **{"from": asked["from"]})
    field(app, "Name").input(PRINTED)
    press(app, "Save settings")
    assert "Settings saved: in force from" in words(app)
    assert name_of(root) == PRINTED
    app = upload(open_page("upload", HERE), *drop)
    assert not app.error
    assert "not read" not in words(app)


def test_a_name_is_the_same_for_all_months(open_page: Open, root: Path, drop: list) -> None:
    upload(open_page("upload", HERE), *drop)
    app = open_page("organisation", HERE)
    field(app, "Name").input(PRINTED)
    press(app, "Save settings")
    first = renaming.first_month(Warehouse(root, HERE).head())
    assert f"choose {page_context.month_name(first)} under In force from" in app.error[0].value
    assert name_of(root) == TYPED


def test_settings_of_several_months_settle_the_name(open_page: Open, root: Path, drop: list) -> None:
    upload(open_page("upload", HERE), *drop)
    press(open_page("organisation", HERE), "Save settings")
    app = open_page("organisation", HERE)
    assert field(app, "Name").disabled
    app = upload(open_page("upload", HERE), *drop)
    assert "can no longer change" in words(app)


def test_a_refused_card_keeps_the_names_as_values() -> None:
    problem = draw_refused_card("sales.csv", OtherOrganisation(PRINTED, TYPED)).problem
    assert problem
    assert problem.refusal is OtherOrganisation
    assert problem.values == {"stated": PRINTED, "known": TYPED}


def test_settings_that_are_wrong_are_refused_under_a_new_name_as_well(tmp_path: Path) -> None:
    card = renaming.land(
        DroppedFile("", "organisation.toml", b'name = "A"\nmateriality = "x"\n'), Warehouse(tmp_path, "a"), "ada"
    )
    assert card.status == "refused"
    assert card.problems
