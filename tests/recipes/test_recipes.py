"""Every recipe works: its blocks are copied into a copy of the repository, and its commands are run there."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.given.variants import spread
from tests.recipes.recipe import Recipe

ROOT = Path(__file__).parents[2]
# The number of product files that each change may touch.
FILES = {
    "add-a-report": 3,
    "add-a-column-with-a-tooltip": 1,
    "add-a-cause": 2,
    "add-a-loader": 2,
    "add-a-ledger-package": 3,
    "add-a-checklist-step": 3,
    "change-the-rule-of-blank-cogs": 2,
}
LEFT_OUT = (".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "warehouse")
PYTEST = ".venv/bin/pytest "
RECIPES = sorted((ROOT / "docs/recipes").glob("*.md"))


def run(command: str, root: Path) -> None:
    """Run a recipe's command in a copy of the repository, and show its output if it fails."""
    program, *words = shlex.split(command)
    done = subprocess.run(
        [Path(sys.executable).parent / Path(program).name, *words],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


def join(commands: list[str]) -> list[str]:
    """Return the commands, with the whole files of several pytest commands tested by one of them."""
    whole = [command for command in commands if command.startswith(PYTEST) and " -k " not in command]
    others = [command for command in commands if command not in whole]
    joined = " ".join(command.removeprefix(PYTEST) for command in whole)
    return [*others, PYTEST + joined] if joined else others


def test_there_is_a_recipe_for_each_change_that_people_make() -> None:
    assert {path.stem for path in RECIPES} == FILES.keys()


@pytest.mark.parametrize("name", FILES)
def test_a_recipe_touches_the_files_that_it_says(name: str) -> None:
    recipe = Recipe(ROOT / f"docs/recipes/{name}.md")
    assert len(recipe.files) == FILES[name]
    assert recipe.commands


@pytest.mark.parametrize("name", spread([*FILES], 1))
def test_a_recipe_can_be_followed_word_for_word(name: str, tmp_path: Path) -> None:
    root = tmp_path / "tieout"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*LEFT_OUT))
    recipe = Recipe(ROOT / f"docs/recipes/{name}.md")
    for change in recipe.changes:
        change.apply(root)
    python = sorted({change.path for change in recipe.changes if change.path.endswith(".py")})
    sql = sorted({change.path for change in recipe.changes if change.path.endswith(".sql")})
    if python:
        run(f"ruff check --quiet {shlex.join(python)}", root)
        run(f"ruff format --check --quiet {shlex.join(python)}", root)
    if sql:
        run(f"sqlfluff lint --disable-progress-bar {shlex.join(sql)}", root)
    for command in join(recipe.commands):
        run(command, root)
