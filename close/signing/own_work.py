"""Signers and their own work: both roles signed by one person, and steps that a signer waived."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from close.signing.standing import Signature, Standing
from close.store.authority.people import is_same
from close.texts import say_count
from close.work.checklist import WAIVED


def list_own_work(standing: Standing, checklist: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a sentence for each way in which a person signs their own work.

    `checklist` has the rows of the report `checklist` that the subject covers: of the month all, of a step its own.
    """
    people = [signature for signature in standing.signatures if not signature.by_rule]
    prepared, reviewed = (next((s for s in people if s.role == role), None) for role in ("preparer", "reviewer"))
    both = bool(prepared and reviewed and is_same(prepared.event.who, reviewed.event.who))
    found = [f"{reviewed.event.who} signed as preparer and as reviewer."] if reviewed and both else []
    return [*found, *_list_waivers([people[-1]] if both else people, checklist)]


def _list_waivers(people: Sequence[Signature], checklist: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    waived = [row for row in checklist if row["proof"] == WAIVED]
    for signature in people:
        own = [row for row in waived if is_same(row["attested_by"], signature.event.who)]
        if own:
            yield f"{signature.event.who} signed as {signature.role} after waiving {_say_share(len(own), len(waived))}."


def _say_share(own: int, waived: int) -> str:
    steps = say_count(waived, "waived step")
    if own < waived:
        return f"{own:,} of the {steps}"
    return "the only waived step" if waived == 1 else f"all {steps}"
