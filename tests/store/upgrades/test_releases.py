"""The company of every release is restored, answers as it did then, keeps its signatures, and goes on."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from close.archive.backup import restore
from close.archive.verify import verify
from close.rules.answers import run
from close.signing.rerun import rerun
from close.signing.standing import standings
from close.store.warehouse import Warehouse
from loaders import land
from tests.given.signed import PERIOD
from tests.given.variants import EVERY
from tests.store.upgrades.kept_releases import KEPT, LATER, keep, list_answers

NEXT_RELEASE = "the next one"


@pytest.fixture(scope="module", params=[*sorted(path.stem for path in KEPT.glob("*.json")), NEXT_RELEASE])
def release(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a release's files, without their endings. The next release is written as it will be."""
    if request.param != NEXT_RELEASE:
        return KEPT / str(request.param)
    folder = tmp_path_factory.mktemp("next")
    keep("next", folder)
    return folder / "next"


@pytest.fixture(scope="module")
def kept(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return restore(Path(f"{release}.tar.gz"), tmp_path_factory.mktemp("release"))


def test_it_is_verified(kept: Warehouse) -> None:
    assert verify(kept) == []


def test_every_report_answers_as_it_did(kept: Warehouse, release: Path) -> None:
    then = json.loads(Path(f"{release}.json").read_text(encoding="utf-8"))
    now = list_answers(kept)
    for period, answers in then.items():
        assert {name: now[period].get(name) for name in answers} == answers


def test_its_month_is_still_signed(kept: Warehouse) -> None:
    standing = standings(kept, PERIOD)["month"]
    assert standing.state == "signed"
    assert [sign.event.who for sign in standing.signatures] == ["ada", "ben"]


@pytest.mark.skipif(not EVERY, reason="to compute every answer of a signed month again takes a minute")
def test_its_signatures_are_reproduced(kept: Warehouse) -> None:
    numbers = [sign.event.number for sign in standings(kept, PERIOD)["month"].signatures]
    assert [again.reasons for number in numbers for again in rerun(kept, number) if not again.is_same] == []


def test_its_next_month_lands(kept: Warehouse, release: Path) -> None:
    with ZipFile(f"{release}.zip") as exports:
        files = [("", name, exports.read(name)) for name in exports.namelist()]
    cards = land(files, kept, who="ada")
    assert {card.status for card in cards} == {"landed"}
    assert kept.head().periods()[-1] == LATER
    assert run(kept, "bridge", LATER).table.num_rows
    assert standings(kept, PERIOD)["month"].state == "signed"
    assert verify(kept) == []
