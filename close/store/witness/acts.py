"""The steps around every act: the newest records are checked before it, and witnessed after it."""

import logging
from pathlib import Path

from close.errors import Refused
from close.store.records import Fault, find_newest
from close.store.witness import anchor, heads, keys
from close.store.witness.heads import ACCEPTED
from close.store.witness.keys import SigningKey

LOG = logging.getLogger("tieout")
TRIALS = ".trials"  # the folder, next to the organisations, in which each trial has a folder of its own


class OnlyATrial(Refused):
    """An act in a trial, of which nothing is recorded."""


def is_trial(folder: Path) -> bool:
    """Return True if an organisation's folder is that of a trial. Its snapshots are not signed, and it has no acts."""
    return folder.parent.parent.name == TRIALS


def admit(folder: Path, kind: str = "") -> SigningKey:
    """Return the key to sign the next record of an organisation with.

    Heads and lines of the anchor that a process left unwritten when it died are written first. An event that accepts
    restored records is admitted although the anchor has others. Raises BadKey, Doubted, AheadOfLog, AnchorUnavailable,
    and OnlyATrial.
    """
    if is_trial(folder):
        raise OnlyATrial("This is a trial, so nothing is recorded in it. Leave the trial, and try again.")
    key = keys.open_key(folder)
    heads.write_missing(folder, key)
    if kind != ACCEPTED:
        anchor.catch_up(folder)
    return key


def conclude(folder: Path, key: SigningKey, kind: str) -> None:
    """Sign the head of the event just recorded, and add it to the anchor.

    The event is already recorded, so a failure is only reported. The next act writes what is missing before anything
    else is recorded.
    """
    try:
        heads.write_missing(folder, key)
        if kind == ACCEPTED:
            keys.learn(keys.list_ids(folder))
            anchor.add_newest(folder)
        else:
            anchor.catch_up(folder)
    except (OSError, Refused) as error:
        LOG.warning("The event is recorded, but its signed head or its line in the anchor is not: %s", error)


def check_start(folder: Path) -> Fault | None:
    """Return the first fault of the newest head, the anchor or the key, without reading the older records."""
    return heads.check_newest(folder) or anchor.check_newest(folder) or _check_key(folder)


def explain_key(key_id: str) -> Fault:
    """Return the fault of a key that this installation does not know."""
    return Fault(
        f"{keys.FOLDER}/{key_id}.pem",
        "this installation does not know the key. If the records come from another machine or another user, compare it "
        "with the key there. If it is the same, run `tieout accept`",
    )


def _check_key(folder: Path) -> Fault | None:
    head, known = heads.read_head(folder, find_newest(folder / heads.FOLDER)), keys.list_known()
    return explain_key(str(head["key"])) if head and known is not None and head["key"] not in known else None
