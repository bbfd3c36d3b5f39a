"""`<dataset>_ages` ranks the exports of a dataset with a key, `<dataset>_as_known` takes each key from the newest."""

from functools import lru_cache

from close.rules.generated.definitions import generated
from close.rules.queries import Query
from close.store.datasets import DATASETS

AGES, AS_KNOWN = "_ages", "_as_known"


def find(name: str) -> Query | None:
    """The model of a name; None for any other name."""
    if name not in names():
        return None
    return ages(name.removesuffix(AGES)) if name.endswith(AGES) else as_known(name.removesuffix(AS_KNOWN))


@lru_cache
def names() -> frozenset[str]:
    """Every name that `find` knows."""
    keyed = [name for name, dataset in DATASETS.items() if dataset.key and not dataset.key_by_key]
    return frozenset(name + suffix for name in keyed for suffix in (AGES, AS_KNOWN))


@lru_cache
def ages(name: str) -> Query:
    """The exports of a dataset up to the period, the newest with age 1: by period, then by day taken, then by landing.

    A step of its own: it stays the same where only other datasets have landed.
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
    """  # noqa: S608 - a name that is declared here, no value
    header = f"{DATASETS[name].title}, exports: each export, the newest first"
    return generated(name + AGES, header, "one row for each export", "landing", body)


@lru_cache
def as_known(name: str) -> Query:
    """The rows of a dataset as its newest export up to the period shows each key.

    `_absent` names the columns that the export lacks, each between bars. Most keys are in one export only. The few
    others are looked up, so that not every row has to be ranked.
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
        )

        select
            {name}.*,
            ages.absent as _absent
        from {name}
        inner join ages on ages.landing = {name}._landing
        left join listed_again on {same}
        where coalesce(listed_again.age = ages.age, true)
    """  # noqa: S608 - names that are declared here, no values
    header = f"{dataset.title} as known: each key as its newest export shows it"
    key = ", ".join(dataset.key) if dataset.unique else "_landing, _line"
    return generated(name + AS_KNOWN, header, "one row for each line that counts", key, body)
