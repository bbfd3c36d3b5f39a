"""A binder in a folder: re-run, touched, and proven as its README describes."""

import io
import os
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path


def unpack(content: bytes, place: Path) -> Path:
    folder = place / "a folder [1]"
    zipfile.ZipFile(io.BytesIO(content)).extractall(folder)
    return folder


def rerun(folder: Path, alone: Path) -> subprocess.CompletedProcess[str]:
    """Re-run a binder as its README describes, from a different folder, with DuckDB as the only package."""
    code = "import runpy, sys; sys.path[:0] = sys.argv[1:3]; runpy.run_path(sys.argv[3], run_name='__main__')"
    run = [sys.executable, "-I", "-S", "-c", code, str(folder), str(alone), str(folder / "rerun.py")]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(run, cwd=alone, capture_output=True, check=False, text=True, env=environment)


def touch(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def list_again(folder: Path) -> None:
    """Rewrite the list of all files, as somebody without the key can."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("SHA256SUMS")]
    lines = [f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in paths]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def is_proven(folder: Path) -> tuple[bool, bool]:
    """Run the two commands of the README: is the list signed, and does it match the files?"""
    signed = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "public-key.pem"]
    signed += ["-sigfile", "SHA256SUMS.sig", "-in", "SHA256SUMS"]
    summed = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    one, two = (subprocess.run(command, cwd=folder, capture_output=True, check=False) for command in (signed, summed))
    return one.returncode == 0, two.returncode == 0
