-- Step evidence: the exports without which a step cannot be proven, whether the period has them, and whether they are fresh.
--
-- since: 2000-01
-- rule:  domain.md 3: evidence is newer than what it depends on. An export taken on or before the month end has not seen the
--        month; one that is older than the documents it is held against has not seen what was mended in them. Where the day of
--        the export is not known, the file is stale only if it landed before the month end. A step without fresh exports is
--        attested, never green by itself.

with

needed as (
    -- Under periodic inventory adjustments and landed costs are not synced: nothing is held against the reconciliation.
    select listed.*
    from (
        values
        ('CL1', 'sales_documents'),
        ('CL2', 'sales_documents'),
        ('CL2', 'payments'),
        ('CH1', 'sales_documents'),
        ('CH2', 'sales_documents'),
        ('CH3', 'purchase_documents'),
        ('CH4', 'purchase_documents'),
        ('X1', 'stock_adjustments'),
        ('X2', 'purchase_documents'),
        ('SY1', 'sales_documents'),
        ('SY1', 'purchase_documents'),
        ('SY1', 'stock_adjustments'),
        ('SY1', 'stock_reconciliation_entries'),
        ('SY2', 'ledger_documents'),
        ('SY3', 'ledger_entries'),
        ('SY4', 'sales_documents'),
        ('SY4', 'purchase_documents'),
        ('SY5', 'sales_documents'),
        ('SY5', 'cogs_entries'),
        ('SY6', 'ledger_entries'),
        ('SY6', 'cogs_entries')
    ) as listed (step, dataset)
    cross join settings_in_force
    where
        settings_in_force.inventory_method = 'perpetual'
        or listed.step <> 'SY1'
        or listed.dataset in ('sales_documents', 'purchase_documents')
),

dependencies as (
    select *
    from (
        values
        ('CL2', 'payments', 'sales_documents'),
        ('SY1', 'stock_reconciliation_entries', 'purchase_documents'),
        ('SY1', 'stock_reconciliation_entries', 'stock_adjustments'),
        ('SY2', 'ledger_documents', 'sales_documents'),
        ('SY2', 'ledger_documents', 'purchase_documents'),
        ('SY3', 'ledger_entries', 'sales_documents'),
        ('SY3', 'ledger_entries', 'purchase_documents'),
        ('SY5', 'cogs_entries', 'sales_documents'),
        ('SY6', 'cogs_entries', 'sales_documents'),
        ('SY6', 'ledger_entries', 'cogs_entries')
    ) as listed (step, dataset, newer_than)
),

landed as (
    -- Several files may be one export: the oldest says what is stale, the newest what others must not be older than.
    select
        dataset,
        min(exported_on) as oldest,
        max(exported_on) as newest,
        min(case when exported_on is null then cast(landed_at as date) end) as landed_on,
        max(case when exported_on is null then 1 else 0 end) as is_undated
    from landings
    where period = $period
    group by dataset
),

troubles as (
    select
        needed.step,
        case
            when landed.oldest <= $period_end
                then needed.dataset || ' of ' || cast(landed.oldest as varchar)
                    || ' was taken on or before the month end'
            else needed.dataset || ' landed on ' || cast(landed.landed_on as varchar) || ', before the month end'
        end as trouble
    from needed
    inner join landed on landed.dataset = needed.dataset
    where landed.oldest <= $period_end or landed.landed_on < $period_end
    union all
    select
        dependencies.step,
        dependencies.dataset || ' of ' || cast(landed.oldest as varchar) || ' is older than '
        || dependencies.newer_than || ' of ' || cast(basis.newest as varchar) as trouble
    from dependencies
    inner join landed on landed.dataset = dependencies.dataset
    inner join landed as basis on basis.dataset = dependencies.newer_than
    where landed.oldest > $period_end and landed.oldest < basis.newest
),

stale as (
    select
        step,
        string_agg(trouble, '; ' order by trouble) as stale
    from troubles
    group by step
)

select
    needed.step,
    string_agg(needed.dataset, ', ' order by needed.dataset) as needed,
    string_agg(case when landed.dataset is null then needed.dataset end, ', ' order by needed.dataset) as missing,
    max(stale.stale) as stale,
    string_agg(case when landed.is_undated = 1 then needed.dataset end, ', ' order by needed.dataset) as undated
from needed
left join landed on landed.dataset = needed.dataset
left join stale on stale.step = needed.step
group by needed.step
