"""The lines of the Containerfile agree with the project. It is not built here, because that needs a network."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tieout.command import main

ROOT = Path(__file__).parents[2]
LINES = re.sub(r"\\\n", " ", (ROOT / "Containerfile").read_text(encoding="utf-8")).splitlines()
STEPS = [line.split(" ", 1) for line in LINES if line and not line.startswith("#")]
FINAL = STEPS[max(index for index, (word, _) in enumerate(STEPS) if word == "FROM") :]
EXACT = "pip install --no-cache-dir --require-hashes -r requirements.lock"
OURS = "pip install --no-cache-dir --no-deps --no-build-isolation ."


def find(word: str) -> list[str]:
    return [rest for each, rest in FINAL if each == word]


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for line in find("ENV") for pair in line.split())


def test_the_packages_are_those_of_the_lock() -> None:
    runs = [rest for word, rest in STEPS if word == "RUN" and "pip" in rest]
    assert [command for command in runs if EXACT not in command and OURS not in command] == []
    assert [EXACT in command for command in runs] == [True, False]  # ours come last, with nothing of their own
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (backend,) = project["build-system"]["requires"]
    assert f"\n{backend} " in (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_python_is_new_enough() -> None:
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    images = [re.search(r"python:(\d+)\.(\d+)-", rest) for word, rest in STEPS if word == "FROM"]
    versions = {(int(image[1]), int(image[2])) for image in images if image}
    assert len(versions) == 1
    assert versions.pop() >= tuple(map(int, oldest.removeprefix(">=").split(".")))


def test_a_user_without_rights_owns_only_the_volumes() -> None:
    (user,), (volume,) = find("USER"), find("VOLUME")
    made = " ".join(find("RUN"))
    assert int(user) > 0
    assert f"useradd --uid {user} --create-home tieout" in made
    assert f"--owner=tieout --mode=700 {volume}" in made
    warehouse, key = volume.split()
    assert environment()["TIEOUT_WAREHOUSE"] == warehouse
    assert environment()["TIEOUT_KEY"].startswith(f"{key}/")
    after = [word for word, _ in FINAL[[word for word, _ in FINAL].index("USER") :]]
    assert {"RUN", "COPY"}.isdisjoint(after)


def test_it_starts_the_dashboard_on_the_port_that_it_opens(capsys: pytest.CaptureFixture[str]) -> None:
    (entry,), (command,), (port,) = find("ENTRYPOINT"), find("CMD"), find("EXPOSE")
    assert json.loads(entry) == ["tieout"]
    name, *options = json.loads(command)
    assert options == ["--port", port]
    assert main([name, "--help"]) == 0
    assert "--port" in capsys.readouterr().out
    assert f":{port}/_stcore/health" in find("HEALTHCHECK")[0]


def test_no_secret_and_no_data_are_copied() -> None:
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    assert {".streamlit/secrets.toml", "warehouse", ".venv*", ".git"} <= set(ignored)
