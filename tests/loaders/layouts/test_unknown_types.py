"""References with a prefix that the settings do not list are remarked, because only the sign shows their type."""

from dataclasses import replace

from close.store.warehouse import Settings
from loaders import read
from tests.loaders.exports import SETTINGS, folder, sales_csv


def find_remarks(settings: Settings, old: str = "", new: str = "") -> list[str]:
    content = sales_csv().decode().replace(old, new).encode()
    checks = read("a.csv", content, folder=folder(settings)).card.checks
    return [check.detail for check in checks if check.label == "Types"]


def test_an_unknown_prefix_is_remarked() -> None:
    (detail,) = find_remarks(SETTINGS, "KC-1", "RTN-1")
    assert detail.startswith("1 reference begins with no prefix in the settings.")
    (detail,) = find_remarks(SETTINGS, "K", "L")
    assert detail.startswith("3 references begin with no prefix in the settings.")


def test_known_prefixes_and_settings_without_any_need_no_remark() -> None:
    assert find_remarks(SETTINGS) == []
    assert find_remarks(replace(SETTINGS, prefixes={}), "KC-1", "RTN-1") == []
    assert find_remarks(replace(SETTINGS, prefixes={"sales_order": "K-"}), "KC-1", "RTN-1") == []
