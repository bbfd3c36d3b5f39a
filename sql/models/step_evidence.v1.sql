-- Step evidence: the exports without which a step cannot be proven, and whether the period has them.
--
-- since: 2000-01
-- rule:  domain.md 3; a step without its exports is attested, never green by itself

with

needed as (
    select *
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
),

landed as (
    select distinct dataset
    from landings
    where period = $period
)

select
    needed.step,
    string_agg(needed.dataset, ', ' order by needed.dataset) as needed,
    string_agg(case when landed.dataset is null then needed.dataset end, ', ' order by needed.dataset) as missing
from needed
left join landed on landed.dataset = needed.dataset
group by needed.step
