"""The landing of files that are ready, as far as the person who uploads them has agreed to its effects.

A person may also confirm another name of the organisation, such as Kelp Limited for Kelp Ltd. It is kept in the audit
log and holds for later files.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from close.store.audit_log import AuditLog, Draft
from close.store.datasets import DATASETS
from close.store.manifests import Overtaken, Stamp
from close.store.warehouse import LATEST, Landing, Outcome, Warehouse
from loaders.intake.cards import Card
from loaders.intake.closing_balances import compare_balances
from loaders.intake.earlier_months import compare_months
from loaders.intake.exports import PendingLanding
from loaders.layouts.faults import BadCells
from loaders.layouts.stated_organisation import AlikeOrganisation, is_alike
from loaders.uploads.versions import OLDER, Effect, describe_effects, find_settled, is_dated, list_waves, mark_older

WAITING, UNCHANGED, SET_ASIDE = "waiting", "unchanged", "set_aside"
SAME_COMPANY = "same_company"  # the event in the audit log
_SETTLED = (UNCHANGED, SET_ASIDE)  # they change nothing, whoever agrees
_Pending = Mapping[int, PendingLanding]


@dataclass(frozen=True)
class Consent:
    """The effects that a person has agreed to.

    `changes` are the indexes of the files that may change or remove documents uploaded earlier, or None for all files.
    The others wait. `names` are other names of the organisation, with another legal form. `incomplete` are the paths of
    the files that may land without the rows that cannot be read, or None for all files. If `is_rehearsal` is true, no
    file lands, and the cards show what would change. `newer` are the indexes of the files that somebody has said are
    newer than other versions in the same upload, whatever their export dates are. `stamp` is that of the snapshot whose
    changes the person has seen. They have agreed to none of another one.
    """

    changes: frozenset[int] | None = None
    names: frozenset[str] = frozenset()
    incomplete: frozenset[str] | None = frozenset()
    is_rehearsal: bool = False
    newer: frozenset[int] = frozenset()
    stamp: Stamp | None = None


ALL, ASK, REHEARSAL = Consent(), Consent(frozenset()), Consent(is_rehearsal=True)


def land_pending(pending: _Pending, warehouse: Warehouse, who: str, consent: Consent = ALL) -> dict[int, Card]:
    """Land the files in order, and return the cards of all. Of two exports for the same month, the later stays current.

    Those that stand in for a report come last, so that their cards say if a report of the same upload goes before them.

    Files that have to wait have the status `waiting`. Of two versions of an export, the older lands first, so that it
    is kept as the upload that was replaced. It has the status `older`.

    Nothing lands with other effects than those worked out here: if others land in the meantime, it begins again.
    """
    while True:
        with suppress(Overtaken):
            return _land_as_shown(pending, warehouse, who, consent)


def _land_as_shown(pending: _Pending, warehouse: Warehouse, who: str, consent: Consent) -> dict[int, Card]:
    """Land what may land on the newest snapshot. Raises Overtaken if there is another by then."""
    stamp = warehouse.head().stamp
    if consent.stamp not in {None, stamp}:
        consent = replace(consent, changes=frozenset(), newer=frozenset())
    order = sorted(pending, key=lambda index: _order(pending[index].landing, index in consent.newer))
    effects = _rehearse({index: pending[index] for index in order}, warehouse, consent)
    settled = {} if consent.is_rehearsal else find_settled(effects, consent.changes or ())
    effects = {index: effect for index, effect in effects.items() if index not in {*settled, *settled.values()}}
    waiting = _find_waiting(pending, effects, consent)
    cards = {index: _draw_waiting(pending[index], effects[index]) for index in waiting}
    for old, new in settled.items():
        cards[old] = replace(pending[old].card, status=OLDER, newer=pending[new].card.path)
    for wave in list_waves([index for index in order if index not in cards], effects):
        seen = None if consent.changes is None else stamp
        outcomes = warehouse.land([pending[index].landing for index in wave], who, seen)
        stamp = _follow(warehouse, stamp)
        for index, outcome in zip(wave, outcomes, strict=True):
            cards[index] = _complete_card(pending[index], outcome, warehouse)
    return {index: replace(card, stamp=stamp) for index, card in mark_older(cards, effects).items()}


def _follow(warehouse: Warehouse, stamp: Stamp) -> Stamp:
    """Return the stamp of the snapshot just published, or the former one if others have published as well."""
    newest = warehouse.head().stamp
    return newest if newest[0] <= stamp[0] + 1 else stamp


def _rehearse(pending: _Pending, warehouse: Warehouse, consent: Consent) -> dict[int, Effect]:
    """Return the effects of the files that may have any on earlier uploads, or of all in a rehearsal."""
    if consent.changes is None and not consent.is_rehearsal:
        return {}
    head = warehouse.head()
    kinds = Counter(kind for each in pending.values() for kind in _list_kinds(each.landing))
    kinds.update({(r.period, file.dataset) for r in head.landings for file in r.files})
    order = [i for i in pending if consent.is_rehearsal or any(kinds[k] > 1 for k in _list_kinds(pending[i].landing))]
    if not order:
        return {}
    with warehouse.rehearse([pending[index].landing for index in order]) as rehearsals:
        return describe_effects(dict(zip(order, rehearsals, strict=True)), head)


def _find_waiting(pending: _Pending, effects: Mapping[int, Effect], consent: Consent) -> set[int]:
    """Return the files to hold back: those with effects not agreed to, and those for the same month and dataset.

    A file that only takes the place of one of the same upload that was exported on an earlier day has to ask nobody.
    """
    changing = {index: effect for index, effect in effects.items() if effect.outcome.status not in _SETTLED}
    if consent.is_rehearsal:
        return set(effects)
    agreed = consent.changes or frozenset()
    days = {index: each.landing.exported_on for index, each in pending.items()}
    asked = {i for i, e in changing.items() if i not in agreed and e.removes and not is_dated(i, e, days)}
    kinds = {kind for index in asked for kind in _list_kinds(pending[index].landing)}
    return asked | {i for i in changing if i not in agreed and kinds & _list_kinds(pending[i].landing)}


def _list_kinds(landing: Landing) -> set[tuple[str, str]]:
    return {(landing.period, dataset) for dataset in landing.tables if not DATASETS[dataset].follows_file}


def _draw_waiting(pending: PendingLanding, effect: Effect) -> Card:
    status = effect.outcome.status if effect.outcome.status in _SETTLED else WAITING
    # A question about versions is only about this upload.
    versions = () if effect.is_earlier_changed else tuple(sorted(effect.versions))
    return replace(pending.card, outcome=effect.outcome, status=status, changes=effect.changes, versions=versions)


def _complete_card(pending: PendingLanding, outcome: Outcome, warehouse: Warehouse) -> Card:
    compared = (
        *compare_balances(warehouse, pending.landing, outcome),
        *compare_months(warehouse, pending.landing),
    )
    return replace(pending.card, outcome=outcome, status=outcome.status, checks=(*pending.card.checks, *compared))


def _order(landing: Landing, is_newer: bool) -> tuple[bool, str, str, bool, str, str]:
    exported_on = landing.exported_on.isoformat() if landing.exported_on else ""
    return landing.stands_in, landing.loader, landing.period, is_newer, exported_on, landing.file_name


def list_names(warehouse: Warehouse, confirmed: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return every name that a person has confirmed, now or before, with the names that it was confirmed for.

    A name that differs in more than the legal form is another company's, whoever confirms it.
    """
    events = (event for event in AuditLog(warehouse).events() if event.kind == SAME_COMPANY)
    before = frozenset(name for event in events for name in (event.subject, event.value))
    settings = warehouse.settings(LATEST)
    return frozenset(name for name in before | confirmed if settings and is_alike(name, settings.name))


def record_names(warehouse: Warehouse, names: Iterable[str], cards: Sequence[Card], who: str) -> None:
    """Record names that a person has confirmed, once files under them have landed. Raises Nameless."""
    period = max((card.period for card in cards if card.status == "landed"), default="")
    settings = warehouse.settings(LATEST)
    if not period or not settings:
        return
    for name in sorted(list_names(warehouse, frozenset(names)) - list_names(warehouse)):
        AuditLog(warehouse).record(Draft(who, SAME_COMPANY, period, settings.name, value=name))


def count_unreadable(card: Card) -> int:
    """Return the number of unreadable rows without which a refused file may land, or 0 if it may not."""
    return int(str(card.problem.values["rows"])) if card.problem and card.problem.refusal is BadCells else 0


def list_questions(cards: Iterable[Card]) -> dict[tuple[str, str], int]:
    """Return the names to ask about, each with the name of the organisation, and the number of files that state it."""
    found: dict[tuple[str, str], int] = {}
    for card in cards:
        if card.problem and card.problem.refusal is AlikeOrganisation:
            pair = (str(card.problem.values["stated"]), str(card.problem.values["known"]))
            found[pair] = found.get(pair, 0) + 1
    return found
