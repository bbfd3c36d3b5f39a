"""The messages that refuse an upload or an action, read from the code of the errors, for the reference page."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from close.texts import agree
from tieout import PROGRAM

PACKAGES = ("loaders", "close", "pages", "tieout")
_BASE = "Refused"
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z\"'‹])")

_VERBS = (
    "add attach check choose correct delete download enter exchange explain export format free keep leave map move "
    "open protect remove rename restore review run save say select set shorten sign state unhide update upload use "
    "verify write zip"
)
_REQUEST = re.compile(
    rf"^(If [^,]*, |In \w+, )?(?i:{'|'.join(_VERBS.split())})\b"
    r"|: name the file|: install |^`tieout |^An administrator can"
)


@dataclass(frozen=True)
class Message:
    """An error class: its package, its name, when it is raised, and its text with ‹names› in place of values.

    A class whose text depends on where it is raised has several texts.
    """

    package: str
    name: str
    when: str
    texts: tuple[str, ...]


def split_text(text: str) -> tuple[str, str]:
    """Return the problem, and what to do: everything from the first sentence that asks for something, or a blank."""
    sentences = _SENTENCE.split(text)
    start = next((n for n, sentence in enumerate(sentences) if _REQUEST.search(sentence)), len(sentences))
    return " ".join(sentences[:start]), " ".join(sentences[start:])


def list_messages() -> list[Message]:
    """Return every subclass of Refused, by package and name."""
    trees = {
        path: ast.parse(path.read_text(encoding="utf-8")) for package in PACKAGES for path in _list_modules(package)
    }
    classes = _find_classes(trees)
    raised = _find_raised(trees.values(), {node.name for _, node in classes})
    messages = [_read_class(path, trees[path], node, raised.get(node.name, [])) for path, node in classes]
    return sorted(
        messages, key=lambda message: (PACKAGES.index(message.package.split(".")[0]), message.package, message.name)
    )


def _list_modules(package: str) -> Iterator[Path]:
    yield from sorted((PROGRAM / package).rglob("*.py"))


def _find_classes(trees: Mapping[Path, ast.Module]) -> list[tuple[Path, ast.ClassDef]]:
    """Return the classes that derive from Refused, directly or not."""
    nodes = [(path, node) for path, tree in trees.items() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    known = {_BASE}
    while True:
        found = [(path, node) for path, node in nodes if known & {ast.unparse(base) for base in node.bases}]
        if {node.name for _, node in found} <= known:
            return found
        known |= {node.name for _, node in found}


def _find_raised(trees: Iterable[ast.Module], names: set[str]) -> dict[str, list[str]]:
    """Return the texts with which errors are made elsewhere, by class."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args:
            text = _write(node.args[0], {})
            if " " in text and text not in texts[node.func.id]:
                texts[node.func.id].append(text)
    return texts


def _read_class(path: Path, tree: ast.Module, node: ast.ClassDef, raised: Sequence[str]) -> Message:
    package, constants = ".".join(path.relative_to(PROGRAM).parts[:-1]), _list_assigned(tree.body)
    methods = (method for method in node.body if isinstance(method, ast.FunctionDef))
    own = [text for method in methods for text in _read_init(method, constants)]
    return Message(package, node.name, ast.get_docstring(node) or "", tuple(own or raised))


def _read_init(method: ast.FunctionDef, constants: Mapping[str, ast.expr]) -> Iterator[str]:
    """Return the text that a class passes to its base class."""
    local = {**constants, **_list_assigned(ast.walk(method))}
    for call in (node for node in ast.walk(method) if isinstance(node, ast.Call)):
        if ast.unparse(call.func) == "super().__init__" and call.args:
            yield _write(call.args[0], local)


def _list_assigned(nodes: Iterable[ast.AST]) -> dict[str, ast.expr]:
    """Return the values that are assigned to single names."""
    assigned = (node for node in nodes if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name))
    return {node.targets[0].id: node.value for node in assigned if isinstance(node.targets[0], ast.Name)}


def _write(node: ast.expr, local: Mapping[str, ast.expr]) -> str:
    """Return an expression as text, with ‹names› in place of the values that are known only when it is raised."""
    text = _write_count(node, local) or _name_value(node)
    match node:
        case ast.Constant(value=str(constant)):
            text = constant
        case ast.JoinedStr(values=parts):
            text = "".join(_write(part, local) for part in parts)
        case ast.FormattedValue(value=inner) | ast.IfExp(body=inner):
            text = _write(inner, local)
        case ast.Starred(value=inner) | ast.ListComp(elt=inner) | ast.GeneratorExp(elt=inner):
            text = _write(inner, local)
        case ast.List(elts=elements):
            text = " ".join(_write(element, local) for element in elements)
        case ast.Call(func=ast.Attribute(attr="join"), args=[inner]):
            text = _write(inner, local)
        case ast.Call(func=ast.Attribute(value=inner, attr="format")):
            text = re.sub(r"\{(\w+)\}", r"‹\1›", _write(inner, local))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            text = _write(left, local) + _write(right, local)
        case ast.Name(id=name) if name in local:
            text = _write(local[name], {key: value for key, value in local.items() if key != name})
    return text


def _write_count(node: ast.expr, local: Mapping[str, ast.expr]) -> str:
    """Return a count with its word, or a word that goes with a count, in the plural. Others are blank."""
    match node:
        case ast.Call(func=ast.Name(id="agree"), args=[_, *words]):
            return agree(0, *(_write(word, local) for word in words))
        case ast.Call(func=ast.Name(id="say_count"), args=[number, *words]):
            return f"{_write(number, local)} {agree(0, *(_write(word, local) for word in words))}"
    return ""


def _name_value(node: ast.expr) -> str:
    names = [part.id for part in ast.walk(node) if isinstance(part, ast.Name) and part.id not in {"self", "str", "len"}]
    attributes = [part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute) and part.attr != "join"]
    return f"‹{(attributes or names or ['value'])[0].replace('_', ' ').strip().lower()}›"
