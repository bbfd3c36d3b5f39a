"""Only `close.systems` knows the differences between Windows, macOS and Linux."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = ("close", "loaders", "pages", "sample", "tieout")
ALLOWED = ROOT / "close" / "systems"
LOCAL = re.compile(
    r"/dev/\w|/proc/\w|/tmp\b|\b(?:os\.(?:name|link|symlink|fsync|nice|fork\w*|kill\w*|get\w*id|chown|fchmod|O_\w+|uname|statvfs)"
    r"|sys\.platform|platform\.system|hardlink_to|symlink_to|signal\.SIG(?!INT)\w+"
    r"|import (?:resource|fcntl|pwd|grp|termios|msvcrt|winreg))"
)
UNPADDED = re.compile(r"%[-#][a-zA-Z]")  # a directive of dates that one system has and another has not
TEXTS = {"read_text", "write_text"}


def find_local(text: str) -> list[str]:
    """Return what only some systems have."""
    return [match[0] for pattern in (LOCAL, UNPADDED) for match in pattern.finditer(text)]


def find_unencoded(text: str) -> Iterator[str]:
    """Yield the calls that read or write text in the encoding of the machine."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute | ast.Name):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        modes = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        is_text = name in TEXTS and not isinstance(node.func, ast.Name)
        is_archive = ast.unparse(node.func) == "tarfile.open"
        is_open = name == "open" and not is_archive and any(re.fullmatch(r"[rwax]\+?t?", mode) for mode in modes)
        has_encoding = any(word.arg == "encoding" for word in node.keywords)
        is_positional = name == "read_text" and "utf-8" in modes
        if (is_text or is_open) and not has_encoding and not is_positional:
            yield f"{node.lineno}: {name}"


def list_ours() -> list[Path]:
    return [ROOT / "app.py", *(path for room in OURS for path in (ROOT / room).rglob("*.py"))]


def test_nothing_else_asks_the_system() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in list_ours() if ALLOWED not in path.parents}
    assert len(texts) > 400
    assert {str(path): found for path, text in texts.items() if (found := find_local(text))} == {}


def test_text_files_have_a_stated_encoding() -> None:
    found = {str(path): [*find_unencoded(path.read_text(encoding="utf-8"))] for path in list_ours()}
    assert {path: calls for path, calls in found.items() if calls} == {}


@pytest.mark.parametrize(
    "text",
    ["os.link(a, b)", "if sys.platform == 'win32':", "import fcntl", "f'{day:%-d}'", "Path('/tmp/x')", "os.getuid()"],
)
def test_a_local_habit_is_found(text: str) -> None:
    assert find_local(text)


@pytest.mark.parametrize("text", ["path.read_text()", "path.write_text(words)", "path.open('w')", "open(path, 'r')"])
def test_a_text_file_of_the_machine_is_found(text: str) -> None:
    assert [*find_unencoded(text)]


@pytest.mark.parametrize("text", ["path.read_text('utf-8')", "path.open('rb')", "path.write_text(x, encoding='ascii')"])
def test_a_stated_encoding_passes(text: str) -> None:
    assert not [*find_unencoded(text)]


def test_windows_gets_packages_with_the_time_zones() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.search(r"^tzdata==[\d.]+ ; .*sys_platform == 'win32'", lock, re.MULTILINE)
