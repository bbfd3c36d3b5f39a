-- Tie-out needs: what each identity is told by, and what of it the month lacks.
--
-- since: 2000-01
-- grain: one row for each tie-out and each thing that it lacks
-- key:   tie_out, reason_code
-- rule:  identities.md#what-a-tie-out-needs

with

places as (
    select nth
    from (values (1), (2), (3), (4), (5), (6), (7), (8)) as listed (nth)
),

needs as (
    select tie_out, needs
    from (
        values
        ('T1', 'stock_reconciliation_entries'),
        ('T1b', 'stock_reconciliation_entries before:stock_reconciliation_entries'),
        ('T2', 'balance:inventory'),
        ('T3', 'stock_reconciliation_entries balance:inventory'),
        ('T3P', 'stock_valuation_lines balance:inventory'),
        ('T4', 'stock_reconciliation_entries account:inventory read:bill read:journal'),
        ('T5', 'cogs_entries account:inventory account:cogs'),
        ('T5b', 'cogs_entries stock_reconciliation_entries'),
        ('T6', 'account:inventory account:cogs'),
        ('T7', 'cogs_entries'),
        ('T8', 'sales_documents'),
        ('T9', 'account:revenue'),
        ('T10', 'sales_documents account:revenue'),
        ('T11', 'purchase_documents account:payable account:inventory read:bill'),
        ('T12', 'stock_reconciliation_entries account:inventory'),
        ('T13', 'stock_reconciliation_entries account:inventory'),
        ('T14', 'stock_valuation_lines'),
        (
            'T15', 'stock_valuation_lines sales_documents purchase_documents stock_adjustments before:stock_valuation_lines '
            || 'before:sales_documents before:purchase_documents before:stock_adjustments'
        ),
        (
            'T16', 'stock_valuation_lines sales_documents purchase_documents stock_adjustments before:stock_valuation_lines '
            || 'before:sales_documents before:purchase_documents before:stock_adjustments'
        ),
        ('T18', 'purchase_documents stock_valuation_lines balance:inventory account:cogs'),
        ('T19', 'balance:inventory before:ledger_entries')
    ) as listed (tie_out, needs)
),

needed as (
    select
        needs.tie_out,
        split_part(needs.needs, ' ', places.nth) as need
    from needs
    cross join places
    where split_part(needs.needs, ' ', places.nth) <> ''
),

landed as (
    select distinct dataset, period = $period as is_of_month
    from landings
    where period in ($period, strftime($period_start - 1, '%Y-%m'))
),

balances as (
    select role
    from role_balances
    where
        period = $period
        and opening is not null
        and closing is not null
)

select needed.tie_out, 'not_landed|' || needed.need as reason_code
from needed
left join landed
    on landed.dataset = needed.need
    and landed.is_of_month
where
    needed.need not like '%:%'
    and landed.dataset is null
union
select needed.tie_out, 'not_landed_before|' || split_part(needed.need, ':', 2) as reason_code
from needed
left join landed
    on landed.dataset = split_part(needed.need, ':', 2)
    and not landed.is_of_month
where
    needed.need like 'before:%'
    and landed.dataset is null
union
select needed.tie_out, missing_accounts.reason_code
from needed
inner join missing_accounts on missing_accounts.role = split_part(needed.need, ':', 2)
where needed.need like 'account:%' or needed.need like 'balance:%'
union
select needed.tie_out, withheld_kinds.reason_code
from needed
inner join withheld_kinds on withheld_kinds.family = split_part(needed.need, ':', 2)
where needed.need like 'read:%'
union
select needed.tie_out, 'no_balance|' || split_part(needed.need, ':', 2) as reason_code
from needed
left join balances on balances.role = split_part(needed.need, ':', 2)
left join missing_accounts on missing_accounts.role = split_part(needed.need, ':', 2)
where
    needed.need like 'balance:%'
    and balances.role is null
    and missing_accounts.role is null
