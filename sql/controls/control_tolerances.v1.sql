-- Control tolerances: the largest residual of each control account that is within tolerance, set by administrators.
--
-- since: 2000-01
-- grain: one row for each role that can be reconciled, including stock
-- key:   role
-- rule:  control-accounts.md#tolerance
--        `amount` and `percent` are the rules in force, where 0.00 sets no limit of that kind. `percent` is of `base`, the closing balance
--        or, if the ledger states none, the movement. `tolerance` is the smaller limit

with

rule_names as (
    select role, role || '_tolerance' as amount_rule, role || '_tolerance_percent' as percent_rule
    from control_roles
    union all
    select 'inventory' as role, 'inventory_tolerance' as amount_rule, 'inventory_tolerance_percent' as percent_rule
),

bases as (
    select role, abs(coalesce(closing, debits - credits)) as base
    from role_balances
    where period = $period
),

limits as (
    select
        rule_names.role,
        cast(coalesce(amounts.amount, 0) as decimal(18, 2)) as amount,
        cast(coalesce(percents.amount, 0) as decimal(18, 2)) as percent,
        cast(bases.base as decimal(18, 2)) as base,
        nullif(cast(amounts.amount as decimal(18, 2)), 0) as amount_limit,
        cast(nullif(percents.amount, 0) * bases.base / 100 as decimal(18, 2)) as percent_limit
    from rule_names
    left join bases on bases.role = rule_names.role
    left join rule_acts as amounts
        on amounts.rule_name = rule_names.amount_rule
    left join rule_acts as percents
        on percents.rule_name = rule_names.percent_rule
)

select
    role,
    amount,
    percent,
    base,
    cast(coalesce(least(amount_limit, percent_limit), amount_limit, percent_limit, 0) as decimal(18, 2)) as tolerance
from limits
