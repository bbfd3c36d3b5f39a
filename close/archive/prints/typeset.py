"""A template and its data as PDF: fonts of the package alone, data as JSON, no clock."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent


def typeset(template: str, facts: Mapping[str, Any]) -> bytes:
    """The PDF of a template. `facts` reach it as values, so that what looks like markup in a name is printed as it is.

    What is not text, number, flag, list or mapping is printed as its text. The template dates the document by
    `facts["dated"]`, a day: nothing of the machine or the moment gets into the file.
    """
    inputs = {"facts": json.dumps(facts, default=str, sort_keys=True)}
    return typst.compile(TEMPLATES / f"{template}.typ", sys_inputs=inputs, ignore_system_fonts=True)
