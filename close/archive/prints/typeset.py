"""PDFs from a template and its data: only bundled fonts, data passed as JSON, no clock."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from close.texts import keep_order

TEMPLATES = Path(__file__).parent


def typeset(template: str, facts: Mapping[str, Any]) -> bytes:
    """Return the PDF of a template. `facts` are passed as values, so markup in a name is printed as it is.

    Values other than texts, numbers, flags, lists and mappings are converted to text. The date of the document is
    `facts["dated"]`, so the file does not depend on the machine or the time at which it is made.
    """
    inputs = {"facts": keep_order(json.dumps(facts, default=str, sort_keys=True, ensure_ascii=False))}
    return typst.compile(TEMPLATES / f"{template}.typ", sys_inputs=inputs, ignore_system_fonts=True)
