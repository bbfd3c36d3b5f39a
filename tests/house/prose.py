"""Phrases that read as translated, and what to write in their place: `python -m tests.house.prose`.

Every pattern is almost never right, so the list is short. A space in a pattern also matches a line break with the
comment sign or quotation mark of the next line, because sentences wrap.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
KINDS = {".py", ".sql", ".md"}
OWN = {"prose.py", "test_prose.py"}  # they quote the phrases
BREAK = r"""(?:[ \t]*["']?[ \t]*\n[ \t]*(?:#|--|>|[rf]*["'])?[ \t]*|[ \t]+)"""

PHRASES = {
    # nouns
    r"(?:to|for|by|of|with|than|from) who(?! in |,)": "name the person: the user",
    r"for whom(?=[.,;])": "name the person: the user",
    r"who is here": "the current user",
    r"Words of Omni": "Glossary",
    r"(?:which|one) of its like|(?:and|of) its like(?:s)?": "name it: and similar reports",
    # being
    r"st(?:ands?|ood|anding) (?:beside|before|under|above|below|there|at|for itself|on the)": "is, or is shown next to",
    r"st(?:ands?|ood) in(?! (?:the|its|their|your) way| for| \()": "is in",
    r"(?:lies?|lay|lying) (?:beside|there|at|to hand)": "is",
    r"(?<![Tt]here\s)(?:is|are|was|were) (?-i:none)(?! of)": "say what it is not: is not void",
    r"(?<![Tt]here\s)is no(?! (?:longer|more|less|way|need|such|better|worse|later|earlier|other|different))": "is not",
    r"tells (?:of|nothing|which|whether|what|how|where|when)": "shows, states",
    r"nothing (?:tells|says)": "there is no evidence",
    r"(?:says?|said|saying) (?:of|nothing|no)": "states, claims, shows",
    # amounts
    r"(?:above|below|at|from|over|under) nothing": "positive, negative, zero",
    r"(?:is|are|was|were|be|counts as|worth) nothing(?! (?:to|but|that|here|else))": "is zero, is empty",
    # habits
    r"mend(?:s|ed|ing)?": "correct, fix",
    r"beside": "next to, with",
    r", too(?=[.,;:)\"'\n]| and)": "also, including",
    r"anew": "again",
    r"hangs? on": "depends on",
    r"empty-handed": "say what happens",
    r"(?:days?|months?) to come": "later, future",
    r"what has landed": "uploaded files",
    r"as it were": "leave it out",
    r"the like(?=[.,;])": "similar files",
    r"no matter(?= then|[.,;])": "does not matter",
    r"whatever else": "anything else",
    r"(?:one|two|name) too often": "say what is allowed",
}
PATTERNS = {re.compile(rf"\b(?:{p.replace(' ', BREAK)})(?!\w)", re.IGNORECASE): PHRASES[p] for p in PHRASES}
HEADLESS = re.compile(r"(?:What|Who|Whom|Whose|Whether|How|Why|Where|When|Which)\b")


def find_phrases(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the line, the phrase and what to write for every pattern that a text matches."""
    for pattern, advice in PATTERNS.items():
        for match in pattern.finditer(text):
            yield text.count("\n", 0, match.start()) + 1, " ".join(match[0].split()), advice


def find_headless(source: str) -> Iterator[tuple[int, str, str]]:
    """Yield the docstrings of a module that start with a relative pronoun instead of a verb or a noun phrase."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = ast.get_docstring(node) or ""
            if HEADLESS.match(docstring):
                yield node.body[0].lineno, f'"{docstring[:30]}..."', "start with a verb or a noun phrase"


def check(path: Path) -> list[str]:
    """Return `file:line: phrase -> advice` for everything found in a file, by line."""
    text = path.read_text(encoding="utf-8")
    found = [*find_phrases(text), *(find_headless(text) if path.suffix == ".py" else [])]
    name = path.relative_to(ROOT)
    return [f"{name}:{line}: {phrase} -> {advice}" for line, phrase, advice in sorted(found)]


def list_texts() -> list[Path]:
    """Return the Python, SQL and Markdown files that git tracks, without those that quote the phrases."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.suffix in KINDS and path.name not in OWN and path.exists()]


if __name__ == "__main__":
    notes = [note for path in list_texts() for note in check(path)]
    print("\n".join(notes))  # noqa: T201
    sys.exit(bool(notes))
