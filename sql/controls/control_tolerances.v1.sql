-- Control tolerances: the largest difference to accept on each control account, as an amount and in percent, set by administrators.
--
-- since: 2000-01
-- grain: one row for each role that can be reconciled, including stock
-- key:   role
-- events: signing_rule
-- rule:  control-accounts.md#tolerance
--        Like materiality, tolerances are in force for every month. 0.00 sets no limit of that kind

with

rule_acts as (
    select
        subject as rule_name, amount,
        row_number() over (partition by subject order by number desc) as age
    from audit_log
    where kind = 'signing_rule'
),

rule_names as (
    select role, role || '_tolerance' as amount_rule, role || '_tolerance_percent' as percent_rule
    from control_roles
    union all
    select 'inventory' as role, 'inventory_tolerance' as amount_rule, 'inventory_tolerance_percent' as percent_rule
)

select
    rule_names.role,
    cast(coalesce(amounts.amount, 0) as decimal(18, 2)) as amount,
    cast(coalesce(percents.amount, 0) as decimal(18, 2)) as percent
from rule_names
left join rule_acts as amounts
    on amounts.rule_name = rule_names.amount_rule
    and amounts.age = 1
left join rule_acts as percents
    on percents.rule_name = rule_names.percent_rule
    and percents.age = 1
