-- Journal of Omni under periodic inventory: COGS, an adjustment or a landed cost on the stock account, which only the count at the
--        period end should move.
--
-- since:  2000-01
-- cause:  A09
-- effect: less its net debit: inventory of the ledger
-- timing: permanent

with

months as (
    select
        period,
        sum(cogs) as cogs
    from cogs_entries
    where strftime(acct_date, '%Y-%m') = period
    group by period
),

synced as (
    select
        _landing,
        _line
    from ledger_matches
    where
        role = 'inventory'
        and kind = 'journal'
        and doc_type is not null
    union
    select
        cogs_journals._landing,
        cogs_journals._line
    from cogs_journals
    inner join months
        on months.period = cogs_journals.cogs_month
        and round(months.cogs, 2) = round(cogs_journals.amount, 2)
)

select
    'A09' as cause_id,
    5 as precedence,
    'line' as side,
    'GL' as doc_type,
    coalesce(ledger_as_known.reference, ledger_as_known.description, '') as ref,
    cast(abs(ledger_as_known.net) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(-ledger_as_known.net as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    'ledger_entries' as dataset,
    ledger_as_known._landing,
    ledger_as_known._line
from ledger_as_known
inner join synced
    on synced._landing = ledger_as_known._landing
    and synced._line = ledger_as_known._line
cross join settings_in_force
where
    settings_in_force.inventory_method = 'periodic'
    and ledger_as_known.net <> 0
