-- Tie-out needs: the items that each tie-out needs according to the header of its identity, but that are missing for the month.
--
-- since: 2000-01
-- grain: one row for each tie-out and each item that is missing
-- key:   tie_out, reason_code
-- rule:  identities.md#what-a-tie-out-needs

with

landed as (
    select distinct dataset, period = $period as is_of_month
    from landings
    where period in ($period, strftime($period_start - 1, '%Y-%m'))
),

ledger_months as (
    select distinct period
    from role_balances
    where period = $period
),

balances as (
    select role
    from role_balances
    where
        period = $period
        and opening is not null
        and closing is not null
)

select identity_needs.tie_out, 'not_landed|' || identity_needs.need as reason_code
from identity_needs
left join landed
    on landed.dataset = identity_needs.need
    and landed.is_of_month
where
    identity_needs.need not like '%:%'
    and landed.dataset is null
union
select identity_needs.tie_out, 'not_landed_before|' || split_part(identity_needs.need, ':', 2) as reason_code
from identity_needs
left join landed
    on landed.dataset = split_part(identity_needs.need, ':', 2)
    and not landed.is_of_month
where
    identity_needs.need like 'before:%'
    and landed.dataset is null
union
select identity_needs.tie_out, incomplete_exports.reason_code
from identity_needs
inner join incomplete_exports
    on (
        identity_needs.need in (incomplete_exports.dataset, 'whole:' || incomplete_exports.dataset)
        and incomplete_exports.concerns
    )
    or (
        identity_needs.need = 'before:' || incomplete_exports.dataset
        and incomplete_exports.period = strftime($period_start - 1, '%Y-%m')
    )
union
-- A sum over all documents also needs those of earlier months.
select identity_needs.tie_out, list_gaps.reason_code
from identity_needs
inner join list_gaps
    on list_gaps.need = identity_needs.need
    and (
        list_gaps.period = $period
        or identity_needs.tie_out = 'T16'
        or (identity_needs.tie_out = 'T15' and list_gaps.period = strftime($period_start - 1, '%Y-%m'))
    )
union
select identity_needs.tie_out, sales_not_in_cogs.reason_code
from identity_needs
cross join sales_not_in_cogs
where identity_needs.need = 'cogs_entries'
union
select identity_needs.tie_out, missing_accounts.reason_code
from identity_needs
inner join missing_accounts on missing_accounts.role = split_part(identity_needs.need, ':', 2)
where identity_needs.need like 'account:%' or identity_needs.need like 'balance:%'
union
-- Accounts that only some companies have are not among those that must be known before the month can be compared.
select
    identity_needs.tie_out,
    case when max(accounts_in_force.role) is null then 'no_account|' else 'account_not_in_ledger|' end
    || split_part(identity_needs.need, ':', 2) as reason_code
from identity_needs
cross join ledger_months
left join accounts_in_force on accounts_in_force.role = split_part(identity_needs.need, ':', 2)
left join role_balances
    on role_balances.role = split_part(identity_needs.need, ':', 2)
    and role_balances.period = ledger_months.period
where
    identity_needs.need like 'account:%'
    and role_balances.role is null
group by
    identity_needs.tie_out,
    identity_needs.need
union
select identity_needs.tie_out, withheld_kinds.reason_code
from identity_needs
inner join withheld_kinds on withheld_kinds.family = split_part(identity_needs.need, ':', 2)
where identity_needs.need like 'read:%'
union
select identity_needs.tie_out, 'no_balance|' || split_part(identity_needs.need, ':', 2) as reason_code
from identity_needs
left join balances on balances.role = split_part(identity_needs.need, ':', 2)
left join missing_accounts on missing_accounts.role = split_part(identity_needs.need, ':', 2)
where
    identity_needs.need like 'balance:%'
    and balances.role is null
    and missing_accounts.role is null
union
select identity_needs.tie_out, movement_doubts.reason_code
from identity_needs
cross join movement_doubts
where identity_needs.need = 'complete:stock_movements'
