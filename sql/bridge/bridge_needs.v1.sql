-- Bridge needs: the evidence that is missing to explain the gap of a leg of the bridge.
--
-- since: 2000-01
-- grain: one row for each leg and reason
-- key:   leg, reason_code
-- rule:  bridge.md#the-bridge
--        `is_of_balance` is true if the reason leaves a balance of the leg unknown, and so the gap itself

with

stock_account as (
    select max(reason_code) as missing_code
    from missing_accounts
    where role = 'inventory'
),

uploads as (
    select distinct dataset
    from landings
    where period = $period
),

unknown_ends as (
    select 'hsv' as balance, 'not_landed|stock_valuation_lines' as reason_code
    from valuation_totals
    where stock_value is null
    union all
    select case dataset when 'stock_valuation_lines' then 'hsv' else 'sohr' end as balance, reason_code
    from incomplete_exports
    where
        dataset in ('stock_valuation_lines', 'stock_reconciliation_entries')
        and period = $period
    union all
    select 'sohr' as balance, 'not_landed|stock_reconciliation_entries' as reason_code
    from reconciliation_totals
    where closing is null
    union all
    select 'gl' as balance, coalesce(stock_account.missing_code, 'no_balance|inventory') as reason_code
    from account_totals
    cross join stock_account
    where account_totals.closing is null or stock_account.missing_code is not null
),

cause_datasets as (
    -- The exports that show the causes of a leg. If one is missing, a remainder is not reported as an error.
    select leg, dataset
    from (
        values
        ('hsv_to_sohr', 'sales_documents'), ('hsv_to_sohr', 'purchase_documents'), ('hsv_to_sohr', 'stock_adjustments'),
        ('hsv_to_sohr', 'cogs_entries'), ('sohr_to_gl', 'purchase_documents'), ('sohr_to_gl', 'stock_adjustments'),
        ('sohr_to_gl', 'cogs_entries'), ('sohr_to_gl', 'ledger_entries')
    ) as listed (leg, dataset)
),

leg_ends as (
    select leg, balance
    from (
        values
        ('hsv_to_sohr', 'hsv'), ('hsv_to_sohr', 'sohr'), ('sohr_to_gl', 'sohr'), ('sohr_to_gl', 'gl'), ('hsv_to_gl', 'hsv'),
        ('hsv_to_gl', 'gl')
    ) as listed (leg, balance)
),

unmet_needs as (
    select leg_ends.leg, unknown_ends.reason_code, true as is_of_balance
    from leg_ends
    inner join unknown_ends on unknown_ends.balance = leg_ends.balance
    union all
    select cause_datasets.leg, 'not_landed|' || cause_datasets.dataset as reason_code, false as is_of_balance
    from cause_datasets
    left join uploads on uploads.dataset = cause_datasets.dataset
    where uploads.dataset is null
    union all
    -- An unreadable document of an earlier month may still be open.
    select cause_datasets.leg, incomplete_exports.reason_code, false as is_of_balance
    from cause_datasets
    inner join incomplete_exports on incomplete_exports.dataset = cause_datasets.dataset
    union all
    -- The value of a document of an earlier month may still be part of the difference.
    select cause_datasets.leg, list_gaps.reason_code, false as is_of_balance
    from cause_datasets
    inner join list_gaps on list_gaps.dataset = cause_datasets.dataset
    where list_gaps.need like 'kind:%' or list_gaps.need like 'cost:%'
    union all
    select cause_datasets.leg, sales_not_in_cogs.reason_code, false as is_of_balance
    from cause_datasets
    cross join sales_not_in_cogs
    where cause_datasets.dataset = 'cogs_entries'
)

select
    leg,
    reason_code,
    max(case when is_of_balance then 1 else 0 end) = 1 as is_of_balance
from unmet_needs
group by
    leg,
    reason_code
