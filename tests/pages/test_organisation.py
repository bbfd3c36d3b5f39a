"""The organisation page: a new one starts empty, settings apply from their month, and files provide proposals."""

import re
import shutil
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

import sample
from close.signing.answers import answer
from close.store.authority.in_force import RULES
from close.store.authority.people import clean_name, is_name
from close.store.settings import DEFINITION, PATTERN_KINDS, PATTERNS, PREFIX_KINDS, ROLES, Settings
from close.store.settings_toml import write_toml
from close.store.warehouse import Warehouse, organisations
from loaders import land
from loaders.intake.organisation import read_organisation
from pages.data.settings_fields import LABELS
from pages.data.settings_form import DAYS, LINES, SWITCHES

from .screen import Open, press, words
from .test_exports import settings_of

ROOT = Path(__file__).parents[2]
HOSTILE = 'Öre "Quoted" & \\Sons #1 [x]'


def test_a_new_organisation_begins_empty_with_the_upload(open_page: Open, writable: Path) -> None:
    app = open_page("organisation", new="yes")
    next(field for field in app.text_input if field.label == "Name").input(HOSTILE)
    next(box for box in app.selectbox if "point of sale" in box.label).select(True)
    press(app, "Start this organisation")
    assert not app.exception
    assert not app.error
    folder = app.session_state["organisation"]
    assert folder == "re-quoted-sons-1-x"
    settings = settings_of(writable, "9999-12", folder)
    assert (settings.name, settings.uses_pos, settings.package) == (HOSTILE, True, "none")
    assert {name for name, setting in DEFINITION.items() if setting.is_asked} & settings.stated == {"uses_pos"}
    assert app.title[0].value == "Upload"
    app.switch_page("pages/overview/overview.py").run()
    assert app.header[0].value == "No exports uploaded yet"


def test_an_organisation_without_a_name_is_refused_in_words(open_page: Open, writable: Path) -> None:
    before = organisations(writable)
    app = press(open_page("organisation", new="yes"), "Start this organisation")
    assert "name" in app.error[0].value
    assert organisations(writable) == before


def test_saved_settings_hold_from_their_month_on(open_page: Open, writable: Path, months: list[str]) -> None:
    before = settings_of(writable, months[-1])
    app = open_page("organisation", period=months[-1])
    next(field for field in app.text_input if field.label == "Currency").input("AUD")
    press(app, "Save settings")
    assert "Settings saved: in force from" in words(app)
    after = settings_of(writable, months[-1])
    assert after.currency == "AUD"
    assert (after.accounts, after.prefixes, after.lock_date) == (before.accounts, before.prefixes, before.lock_date)
    assert settings_of(writable, months[0]).currency == before.currency


def test_holidays_are_written_as_days_are_everywhere(open_page: Open, writable: Path, months: list[str]) -> None:
    app = open_page("organisation", period=months[-1])
    next(field for field in app.text_input if field.label == "Holidays").input("3 Apr 2026, 2026-12-24")
    press(app, "Save settings")
    assert settings_of(writable, months[-1]).holidays == (date(2026, 4, 3), date(2026, 12, 24))
    app = open_page("organisation", period=months[-1])
    saved = next(frame.value for frame in app.dataframe if "Saved (UTC)" in frame.value)
    assert saved["Saved (UTC)"].dtype.kind == "M"  # a moment, which every table writes alike
    field = next(field for field in app.text_input if field.label == "Holidays")
    assert field.value == "3 Apr 2026, 24 Dec 2026"
    field.input("03/04/2026")
    assert "holidays" in press(app, "Save settings").error[0].value


def test_patterns_are_learnt_until_somebody_states_them(open_page: Open, writable: Path, months: list[str]) -> None:
    app = open_page("organisation", period=months[-1])
    box = next(box for box in app.selectbox if re.fullmatch("settings-.*-sales_credit", box.key or ""))
    assert (box.label, box.options[0], box.value) == ("Sales credit notes", "Recognised automatically", None)
    assert "The ledger's number, then Omni's reference" in box.options
    box.select("serial-order")
    press(app, "Save settings")
    assert not app.error
    assert settings_of(writable, months[-1]).patterns == {"sales_credit": "serial-order"}
    app = open_page("organisation", period=months[-1])
    box = next(box for box in app.selectbox if re.fullmatch("settings-.*-sales_credit", box.key or ""))
    box.select_index(0)
    press(app, "Save settings")
    assert settings_of(writable, months[-1]).patterns == {}


def test_the_form_has_a_field_for_every_setting() -> None:
    assert LABELS.keys() == DEFINITION.keys()
    assert sorted([*(name for line in LINES for name in line), *DAYS, *SWITCHES, *RULES]) == sorted(DEFINITION)


# The reader turns every kind of space into a plain one.
LETTER = some.characters(exclude_categories=("Cs", "Zs", "Zl", "Zp")) | some.just(" ")
WORD = some.text(LETTER, min_size=1, max_size=12).filter(lambda text: text.strip() == text)
ACCOUNT = some.fixed_dictionaries({"code": WORD, "name": WORD})


@given(
    some.fixed_dictionaries(
        {
            "name": WORD.map(clean_name).filter(is_name),
            "currency": WORD,
            "uses_pos": some.booleans(),
            "past_months": some.none() | some.integers(0, 12),
            "lock_date": some.none() | some.dates(date(2020, 1, 1), date(2030, 1, 1)),
            "upload_state": some.sampled_from(DEFINITION["upload_state"].choices),
            "accounts": some.dictionaries(some.sampled_from([*ROLES]), some.lists(ACCOUNT, min_size=1, max_size=2)),
            "reference_prefixes": some.dictionaries(some.sampled_from(sorted(PREFIX_KINDS)), WORD),
            "reference_patterns": some.dictionaries(
                some.sampled_from(sorted(PATTERN_KINDS)), some.sampled_from(sorted(PATTERNS))
            ),
        }
    )
)
def test_the_form_reads_back_what_it_wrote(values: dict) -> None:
    read = read_organisation(write_toml({**values, "materiality": Decimal("12.50")}).encode()).settings
    for name in ("name", "currency", "uses_pos", "past_months", "lock_date", "upload_state"):
        assert getattr(read, name) == (getattr(Settings(), name) if values[name] is None else values[name])
    assert read.materiality == Decimal("12.50")
    assert dict(read.prefixes) == values["reference_prefixes"]
    assert dict(read.patterns) == values["reference_patterns"]
    wanted = [(role, a["code"], a["name"]) for role, accounts in values["accounts"].items() for a in accounts]
    assert list(read.accounts) == wanted


# ---- Proposed from the files --------------------------------------------------------------------

FOLDER, COMPANY = "named-only", replace(sample.KESTREL, name="Named only", documents=60)
SCALARS = ("package", "currency", "date_order", "uses_pos", "uses_ecommerce", "batches_sales")
HELD = [(role, account.name) for role, account in COMPANY.accounts.items() if role not in ("tax", "bank")]


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Land the company's only month without its settings, and with them as another company."""
    root, written = tmp_path_factory.mktemp("landed"), tmp_path_factory.mktemp("written")
    sample.write(sample.simulate(COMPANY, 7, 1, sample.Faults.all()), written)
    (folder,) = (written / "exports").iterdir()
    files = [("", file.name, file.read_bytes()) for file in sorted(folder.iterdir()) if file.suffix != ".toml"]
    warehouse = Warehouse(root, FOLDER)
    cards = land([("", "organisation.toml", b'name = "Named only"'), *files], warehouse, folder.name)
    assert [card.problems for card in cards if card.status == "refused"] == []
    told = (folder / "organisation.toml").read_bytes()
    land([("", "organisation.toml", told), *files], Warehouse(root, "told"), folder.name)
    return root, folder.name


@pytest.fixture
def month(landed: tuple[Path, str], writable: Path) -> str:
    """Return that month, in the private warehouse."""
    root, period = landed
    shutil.copytree(root, writable, dirs_exist_ok=True)
    return period


def test_one_click_accepts_what_the_files_show(open_page: Open, writable: Path, month: str) -> None:
    assert "No ledger accounts set yet: 7 proposed from your files" in words(open_page("upload", FOLDER))
    app = open_page("organisation", FOLDER, period=month)
    assert "Proposed from your files" in words(app)
    assert settings_of(writable, month, FOLDER).accounts == ()
    press(app, "Accept all")
    assert not app.exception
    assert "Settings saved: in force from" in words(app)
    assert not any(button.label.startswith("Accept all") for button in app.button)
    settings, told = settings_of(writable, month, FOLDER), settings_of(writable, month, "told")
    assert [(role, name) for role, _, name in settings.accounts] == HELD
    assert dict(settings.prefixes) == dict(told.prefixes)
    assert dict(settings.patterns) == {"sales_invoice": "serial-order", "bill": "serial-order"}
    assert [getattr(settings, name) for name in SCALARS] == [getattr(told, name) for name in SCALARS]
    assert next(field for field in app.text_input if field.label == "Currency").value == "GBP"
    assert "No ledger accounts set yet" not in words(open_page("upload", FOLDER))


def test_the_month_is_as_with_settings_that_a_person_typed(open_page: Open, writable: Path, month: str) -> None:
    press(open_page("organisation", FOLDER, period=month), "Accept all")
    for report in ("findings", "bridge", "revenue_bridge"):
        mine, told = (answer(Warehouse(writable, name), report, month).table.to_pylist() for name in (FOLDER, "told"))
        assert [*map(_bare, mine)] == [*map(_bare, told)]


def _bare(row: dict) -> dict:
    return {name: str(value) for name, value in row.items() if not name.startswith("_")}


def test_a_proposal_can_be_corrected_and_accepted_alone(open_page: Open, writable: Path, month: str) -> None:
    app = open_page("organisation", FOLDER, period=month)
    box = next(box for box in app.selectbox if (box.key or "").endswith("landed_costs-1"))
    assert box.value == "Import Freight and Duty"
    box.set_value("Cost of Sales").run()
    next(button for button in app.button if (button.key or "").endswith("landed_costs-1")).click().run()
    assert not app.exception
    assert settings_of(writable, month, FOLDER).accounts == (("landed_costs", "", "Cost of Sales"),)
    assert "Proposed from your files" in words(app)


def test_what_is_in_force_stays_when_more_is_accepted(open_page: Open, writable: Path, month: str) -> None:
    text = b'name = "Named only"\nlock_date = 2026-01-31\n'
    land([("", "organisation.toml", text)], Warehouse(writable, FOLDER), month, "local user")
    app = press(open_page("organisation", FOLDER, period=month), "Accept all")
    assert not app.error
    settings = settings_of(writable, month, FOLDER)
    stated = tomllib.loads(text.decode())
    assert settings.lock_date == stated["lock_date"]
    assert len(settings.accounts) == len(HELD)


def test_a_proposed_pattern_can_be_corrected(open_page: Open, writable: Path, month: str) -> None:
    app = open_page("organisation", FOLDER, period=month)
    box = next(box for box in app.selectbox if re.fullmatch("proposal-.*-bill-1", box.key or ""))
    assert (box.label, box.value) == ("Bills", "serial-order")
    box.set_value("order-serial").run()
    next(button for button in app.button if (button.key or "").endswith("-bill-1")).click().run()
    assert not app.exception
    assert settings_of(writable, month, FOLDER).patterns == {"bill": "order-serial"}
