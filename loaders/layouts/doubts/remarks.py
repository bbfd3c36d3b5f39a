"""Remarks in rows of their own, which somebody wrote between the rows of a report and which look like headings."""

import re
from collections.abc import Iterable

_ASKING = re.compile(r"[?!](\W*$|\s+[a-z])|\.\.\.|…|^\w+( \w+)?\s*:\s+[a-z]\w*( \w+){2}|[-=]>")
# Words that begin a remark, if nothing follows or a word without a capital does. "See Saw Ltd" is a name.
_BEGINS = re.compile(
    r"^\W*(?i:please|pls|plz|nb|n\.b\.|fyi|todo|to do|see|checked|ask|asked|chased|remember|reminder|not|do not|don't"
    r"|(note|nota|warning|attention|achtung|hinweis|anmerkung|remarque):|note (that|to)|confirmed (by|with)"
    r"|check (with|this|these|if|that|whether)|(a)?waiting (for|on)|(prepared|reviewed|added|entered|fixed|paid) by"
    r"|verify|follow up|bitte|siehe|voir|vérifier|à vérifier|merci de|por favor|revisar|zie|let op|controleren|svp"
    r"|verificare|controllare)(?=\W*$|\W+[a-z0-9])"
    r"|^\W*(?i:duplicates?|ok|okay|done|fixed|reviewed|urgent|wrong|paid|unpaid|pending)\W*$"
)
# Words of sentences, which no account, supplier, branch or category has in its name.
_SPEAKS = re.compile(
    r"\b(was|were|will|is|are|has|have|should|must|needs?|this|these|those|they|we|twice|wrong|later|tomorrow|today"
    r"|yesterday|again|because|please|check|bitte|wurde|ist|sind|est|sont|fue|falta)\b"
)
_FEWEST, _SEVERAL = 2, 3


def find_remarks(texts: Iterable[str]) -> set[str]:
    """Return the texts that seem to be remarks among names.

    Several words that begin with a small letter are one, unless other texts begin like that as well.
    """
    listed = set(texts)
    small = {text for text in listed if text[:1].islower()}
    odd = {text for text in small if len(small) == 1 < len(listed) and len(text.split()) >= _SEVERAL}
    return odd | {text for text in listed if seems_remark(text)}


def seems_remark(text: str) -> bool:
    """Return True for a text that seems to be a remark rather than a name."""
    is_sentence = len(text.split()) >= _FEWEST and bool(_SPEAKS.search(text))
    return is_sentence or bool(_BEGINS.search(text) or _ASKING.search(text))
