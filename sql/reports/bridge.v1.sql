-- Bridge: from the stock on hand to the ledger balance, with the amount of every cause and the unexplained remainder.
--
-- since: 2000-01
-- key:   leg, position, cause_id
-- words: unmet_code as unmet, settled_by
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_valuation_lines,
--        stock_reconciliation_entries, ledger_entries
-- rule:  bridge.md#the-bridge, bridge.md#periodic-inventory
--        The unexplained remainder is shown even if it is 0.00, and is blank if either side is unknown

with

settings_row as (
    select * from settings_in_force
),

valuation as (
    select sum(stock_value) as hsv
    from stock_valuation_lines
    where period = $period
),

reconciliation as (
    select sum(closing) as closing
    from stock_reconciliation_balances
    where period = $period
),

ledger as (
    select sum(closing) as closing
    from role_balances
    where
        period = $period
        and role = 'inventory'
),

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
    from valuation
    where hsv is null
    union all
    select case dataset when 'stock_valuation_lines' then 'hsv' else 'sohr' end as balance, reason_code
    from incomplete_exports
    where
        dataset in ('stock_valuation_lines', 'stock_reconciliation_entries')
        and period = $period
    union all
    select 'sohr' as balance, 'not_landed|stock_reconciliation_entries' as reason_code
    from reconciliation
    where closing is null
    union all
    select 'gl' as balance, coalesce(stock_account.missing_code, 'no_balance|inventory') as reason_code
    from ledger
    cross join stock_account
    where ledger.closing is null or stock_account.missing_code is not null
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
    select leg_ends.leg, unknown_ends.reason_code
    from leg_ends
    inner join unknown_ends on unknown_ends.balance = leg_ends.balance
    union
    select cause_datasets.leg, 'not_landed|' || cause_datasets.dataset as reason_code
    from cause_datasets
    left join uploads on uploads.dataset = cause_datasets.dataset
    where uploads.dataset is null
    union
    -- An unreadable document of an earlier month may still be open.
    select cause_datasets.leg, incomplete_exports.reason_code
    from cause_datasets
    inner join incomplete_exports on incomplete_exports.dataset = cause_datasets.dataset
    union
    -- The value of a document of an earlier month may still be part of the difference.
    select cause_datasets.leg, list_gaps.reason_code
    from cause_datasets
    inner join list_gaps on list_gaps.dataset = cause_datasets.dataset
    where list_gaps.need like 'kind:%' or list_gaps.need like 'cost:%'
    union
    select cause_datasets.leg, sales_not_in_cogs.reason_code
    from cause_datasets
    cross join sales_not_in_cogs
    where cause_datasets.dataset = 'cogs_entries'
),

unmet_by_leg as (
    -- The evidence that is missing to calculate the unexplained amount of a leg.
    select leg, string_agg(reason_code, ';' order by reason_code) as unmet_code
    from unmet_needs
    group by leg
),

gaps as (
    select
        'hsv_to_sohr' as leg,
        valuation.hsv - reconciliation.closing as gap
    from valuation
    cross join reconciliation
    cross join settings_row
    where settings_row.inventory_method = 'perpetual'
    union all
    select
        'sohr_to_gl' as leg,
        reconciliation.closing - ledger.closing as gap
    from reconciliation
    cross join ledger
    cross join settings_row
    where settings_row.inventory_method = 'perpetual'
    union all
    select
        'hsv_to_gl' as leg,
        valuation.hsv - ledger.closing as gap
    from valuation
    cross join ledger
    cross join settings_row
    where settings_row.inventory_method <> 'perpetual'
),

named_causes as (
    select
        'hsv_to_sohr' as leg, cause_id, sum(leg1) as amount, count(*) as documents,
        sum(case when clears then leg1 else 0 end) as clearing_amount, count(case when clears then 1 end) as clearing_documents
    from difference_kinds
    where leg1 <> 0
    group by cause_id
    union all
    select
        'sohr_to_gl' as leg, cause_id, sum(leg2) as amount, count(*) as documents,
        sum(case when clears then leg2 else 0 end) as clearing_amount, count(case when clears then 1 end) as clearing_documents
    from difference_kinds
    where leg2 <> 0
    group by cause_id
    union all
    -- Periodic: only the stock count should change the stock account. Any other entry is an error until a count absorbs it.
    select
        'hsv_to_gl' as leg, difference_kinds.cause_id, sum(difference_kinds.leg2) as amount, count(*) as documents,
        0 as clearing_amount, 0 as clearing_documents
    from difference_kinds
    left join ledger_read
        on ledger_read._landing = difference_kinds._landing
        and ledger_read._line = difference_kinds._line
    left join count_months on count_months.period = ledger_read.period
    where
        difference_kinds.leg2 <> 0
        and (
            difference_kinds.cause_id in ('A09', 'G10')
            or (difference_kinds.cause_id = 'G02' and coalesce(count_months.stands, ledger_read.is_in_month))
        )
    group by difference_kinds.cause_id
),

explained_amounts as (
    select named_causes.*
    from named_causes
    inner join gaps on gaps.leg = named_causes.leg
),

rows as (
    select
        leg, 1 as position, cause_id, amount, documents, clearing_amount, clearing_documents,
        cast(null as varchar) as unmet_code
    from explained_amounts
    union all
    select
        gaps.leg,
        2 as position,
        'unexplained' as cause_id,
        case when unmet_by_leg.unmet_code is null then gaps.gap - coalesce(sum(explained_amounts.amount), 0) end as amount,
        0 as documents,
        0 as clearing_amount,
        0 as clearing_documents,
        unmet_by_leg.unmet_code
    from gaps
    left join explained_amounts on explained_amounts.leg = gaps.leg
    left join unmet_by_leg on unmet_by_leg.leg = gaps.leg
    group by
        gaps.leg,
        gaps.gap,
        unmet_by_leg.unmet_code
)

select
    leg,                                                                              -- Leg
    position,                                                                         -- No
    cause_id,                                                                         -- Cause
    cast(amount as decimal(18, 2)) as amount,                                         -- Amount
    cast(documents as integer) as documents,                                          -- Documents
    unmet_code,                                                                       -- What is missing
    cast(clearing_amount as decimal(18, 2)) as _clearing_amount,
    cast(clearing_documents as integer) as _clearing_documents
from rows
order by
    leg,
    position,
    cause_id
