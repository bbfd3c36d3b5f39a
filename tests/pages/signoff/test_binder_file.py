"""The binder on screen: offered once something is signed, to whoever may make it by command."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from close.archive import binder
from close.signing import signoff
from close.signing.standing import PREPARER
from close.store.warehouse import Warehouse
from pages.parts.frame.naming import BOX
from pages.signoff import binder_file
from tests.given.named import appoint
from tests.pages.conftest import FAULTY
from tests.pages.screen import Open, words


@pytest.mark.parametrize("page", ["signoff", "pack"])
def test_it_waits_for_a_signature(
    open_page: Open, months: list[str], writable: Path, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Callable[[], bytes]] = []

    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        made.append(make)
        return make

    monkeypatch.setattr(binder_file, "admitted", keep)
    app = open_page(page, period=months[-1])
    assert not app.exception
    assert "Nothing is signed for the month yet." in words(app)
    assert "every signed number again without Tieout" in words(app)
    signoff.sign(Warehouse(writable, FAULTY), months[-1], "sales_and_credits", "local user", PREPARER)
    app = open_page(page, period=months[-1])
    (button,) = [each.proto for each in app.get("download_button") if each.proto.label == "Download binder"]
    assert not button.disabled
    content = made[-1]()
    assert content == binder.write(Warehouse(writable, FAULTY), months[-1], "Tess")
    assert "signatures/1 sales_and_credits preparer.json" in zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_it_takes_the_same_role_as_the_command(open_page: Open, months: list[str], writable: Path) -> None:
    warehouse = Warehouse(writable, FAULTY)
    signoff.sign(warehouse, months[-1], "sales_and_credits", "ada", PREPARER)
    appoint(warehouse, ("administrator", "root"), ("viewer", "vic"), ("auditor", "ann"))
    for who, may in (("vic", False), ("ann", True)):
        app = open_page("signoff", period=months[-1])
        app = app.text_input(key=BOX).input(who).run()
        (button,) = [each.proto for each in app.get("download_button") if each.proto.label == "Download binder"]
        assert button.disabled != may
        assert ("may not create a close binder" in words(app)) != may
