-- COGS journal totals: the amounts that the month's COGS journals, posted in the same month, take out of inventory and charge to COGS.
--
-- since: 2000-01
-- grain: one row for the requested month
-- key:   period
-- rule:  identities.md#t5-cogs-equals-its-journal, identities.md#t6-cogs-journal-balances
--        `charged` is the total that those journals charge to all cost of goods sold accounts. Both include cost posted with each sale

with

journals as (
    select
        _landing,
        _line,
        amount
    from cogs_journals
    where
        period = $period
        and cogs_month = $period
),

entries as (
    select
        _landing,
        _line,
        entry_date,
        role,
        kind,
        net,
        coalesce(journal_id, reference, description, '') as journal
    from ledger_matches
),

posted as (
    select distinct
        entries._landing,
        entries.entry_date,
        entries.journal
    from journals
    inner join entries
        on entries._landing = journals._landing
        and entries._line = journals._line
),

charges as (
    select sum(entries.net) as charged
    from entries
    inner join posted
        on posted._landing = entries._landing
        and posted.entry_date = entries.entry_date
        and posted.journal = entries.journal
    where
        entries.role = 'cogs'
        and entries.kind = 'journal'
),

taken as (
    select sum(amount) as taken
    from journals
),

sold as (
    select
        sum(amount) as taken,
        sum(charged) as charged
    from cogs_by_sale
    where cogs_month = $period
)

select
    $period as period,
    case when sold.taken is null then taken.taken else coalesce(taken.taken, 0) + sold.taken end as taken,
    case when sold.taken is null then charges.charged else coalesce(charges.charged, 0) + coalesce(sold.charged, 0) end as charged
from taken
cross join charges
cross join sold
