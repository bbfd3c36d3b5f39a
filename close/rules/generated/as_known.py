"""Models of the newest data for each dataset with a key.

`<dataset>_ages` ranks its exports by age, and `<dataset>_as_known` contains each key from the newest export with it.
"""

from functools import lru_cache

from close.rules.generated.definitions import generated
from close.rules.queries import Query
from close.store.datasets import DATASETS, Dataset

AGES, AS_KNOWN = "_ages", "_as_known"


def find(name: str) -> Query | None:
    """Return the model with the given name, or None if there is no such model."""
    if name not in names():
        return None
    return ages(name.removesuffix(AGES)) if name.endswith(AGES) else as_known(name.removesuffix(AS_KNOWN))


@lru_cache
def names() -> frozenset[str]:
    """Return every name that `find` accepts."""
    keyed = [name for name, dataset in DATASETS.items() if dataset.key and not dataset.key_by_key]
    return frozenset(name + suffix for name in keyed for suffix in (AGES, AS_KNOWN))


@lru_cache
def ages(name: str) -> Query:
    """Return the model that ranks a dataset's exports up to the period by age. The newest has age 1.

    They are ordered by period, then by export date, then by landing. It is a separate step so that it does not change
    when only other datasets have landed.
    """
    body = f"""
        select
            landing,
            absent,
            dense_rank() over (order by period desc, exported_on desc nulls last, sequence desc) as age
        from landings
        where
            dataset = '{name}'
            and period <= $period
    """  # noqa: S608 - a declared name, not a value
    header = f"{DATASETS[name].title}, exports: each export, the newest first"
    return generated(name + AGES, header, "one row for each export", "landing", body)


@lru_cache
def as_known(name: str) -> Query:
    """Return the model that contains each key of a dataset as shown in its newest export up to the period.

    `_absent` lists the columns that are missing from the export, each between bars. Most keys are in only one export.
    The few others are looked up, so that not every row has to be ranked. A key with an unreadable row in that export or
    a newer one is left out.
    """
    dataset = DATASETS[name]
    keys = [f"{name}.{column}" for column in dataset.key]
    same = " and ".join(f"listed_again.{column} = {name}.{column}" for column in dataset.key)
    body = f"""
        with

        ages as (
            select *
            from {name}{AGES}
        ),

        listed_again as (
            select
                {", ".join(keys)},
                min(ages.age) as age
            from {name}
            inner join ages on ages.landing = {name}._landing
            group by {", ".join(keys)}
            having min(ages.age) < max(ages.age)
        ){_unreadable(dataset)}

        select
            {name}.*,
            ages.absent as _absent
        from {name}
        inner join ages on ages.landing = {name}._landing
        left join listed_again on {same}
        where
            coalesce(listed_again.age = ages.age, true)
            {_without_unreadable(dataset)}
    """  # noqa: S608 - declared names, not values
    header = f"{dataset.title} as known: each key as its newest export shows it"
    key = ", ".join(dataset.key) if dataset.unique else "_landing, _line"
    return generated(name + AS_KNOWN, header, "one row for each current line", key, body)


def _unreadable(dataset: Dataset) -> str:
    """Return a step with the newest export in which a row of each key could not be read, if keys are references."""
    if "ref_key" not in dataset.key:
        return ""
    return f""",

        unreadable as (
            select
                unreadable_rows.ref_key,
                min(ages.age) as age
            from unreadable_rows
            inner join ages on ages.landing = unreadable_rows._landing
            where unreadable_rows.dataset = '{dataset.name}'
            group by unreadable_rows.ref_key
        )"""  # noqa: S608 - a declared name, not a value


def _without_unreadable(dataset: Dataset) -> str:
    if "ref_key" not in dataset.key:
        return ""
    return f"""and not exists (
                select 1
                from unreadable
                where unreadable.ref_key = {dataset.name}.ref_key and unreadable.age <= ages.age
            )"""  # noqa: S608 - a declared name, not a value
