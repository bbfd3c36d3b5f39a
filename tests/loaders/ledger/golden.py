"""The expected rows of each ledger sample. `python -m tests.loaders.ledger.golden` writes them again, for review."""

from pathlib import Path

from close.store.warehouse import Landing
from loaders import Card, Folder, read
from loaders.intake.organisation import read_organisation
from tests.loaders.golden import golden_path, print_landing

SAMPLES = Path(__file__).parent / "samples"
FOLDER = Folder(read_organisation((SAMPLES / "organisation.toml").read_bytes()))


def samples() -> list[Path]:
    return sorted(path for path in SAMPLES.glob("*/*.csv") if not path.name.endswith(".golden.csv"))


def land(content: bytes | str, folder: Folder = FOLDER, name: str = "sample") -> Landing:
    return read(name, content.encode() if isinstance(content, str) else content, folder=folder).landing


def card(content: bytes | str, folder: Folder = FOLDER) -> Card:
    return read("sample", content.encode() if isinstance(content, str) else content, folder=folder).card


def text(sample: str) -> str:
    return (SAMPLES / sample).read_bytes().decode("utf-8-sig")


def main() -> None:
    for sample in samples():
        golden_path(sample).write_text(print_landing(land(sample.read_bytes())), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
