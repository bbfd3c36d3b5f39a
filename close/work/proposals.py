"""Settings proposed from the files: the rows of `proposed_settings`, and the settings after some are accepted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from close.store.settings import DEFINITION, Settings
from close.store.settings_toml import list_values

REPORT = "proposed_settings"
ACCOUNTS, PREFIXES, PATTERNS = "accounts", "reference_prefixes", "reference_patterns"
PROPOSED, CANNOT_TELL = "proposed", "cannot_tell"


@dataclass(frozen=True)
class Proposal:
    """A value found in the files, or one that a person must choose.

    `part` is `accounts`, `reference_prefixes`, `reference_patterns` or `settings`. `setting` is the role, the kind of
    document, the kind of ledger entry or the setting. `value` is shown to people. For an account, `code` and `name`
    are stored, and `evidence_code` tells apart the accounts of one role. `state` is `proposed`, `candidate` (one of
    several to choose from) or `cannot_tell` (no candidate).
    """

    part: str
    setting: str
    nth: int
    value: str | None
    code: str | None
    name: str | None
    state: str
    evidence: str
    evidence_code: str = ""


def list_open(rows: pa.Table) -> list[Proposal]:
    """Return the proposals that the settings in force do not contain yet."""
    return [
        Proposal(
            row["part"],
            row["setting"],
            row["nth"],
            row["value"],
            row["account_code"],
            row["account_name"],
            row["state"],
            row["evidence"],
            row["evidence_code"],
        )
        for row in rows.to_pylist()
        if row["is_in_force"] == "N"
    ]


def accept(settings: Settings, accepted: Iterable[Proposal]) -> dict[str, Any]:
    """Return the settings with the accepted proposals, by their keys in organisation.toml.

    Other accounts of a role are kept.
    """
    values = list_values(settings)
    for proposal in accepted:
        if proposal.part == ACCOUNTS:
            account = {key: text for key, text in (("code", proposal.code), ("name", proposal.name)) if text}
            accounts = values[ACCOUNTS].setdefault(proposal.setting, [])
            if account and account not in accounts:
                accounts.append(account)
        elif proposal.part in (PREFIXES, PATTERNS):
            values[proposal.part][proposal.setting] = proposal.value
        else:
            values[proposal.setting] = _read(proposal)
    return values


def explain(proposals: Iterable[Proposal]) -> Mapping[str, Sequence[str]]:
    """Return the evidence for proposals as notes, by the key in organisation.toml that they apply to."""
    notes: dict[str, list[str]] = {}
    for proposal in proposals:
        words = f"{proposal.value}: {proposal.evidence}" if proposal.value else proposal.evidence
        choose = "" if proposal.state == PROPOSED else f"{proposal.setting}, not proposed. "
        notes.setdefault(proposal.setting, []).append(f"{choose}{words}.")
    return notes


def _read(proposal: Proposal) -> object:
    return proposal.value == "true" if DEFINITION[proposal.setting].kind is bool else proposal.value
