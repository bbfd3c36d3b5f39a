-- Control totals: the movement of each control account besides stock on both sides, adjusted, with the evidence that is missing to compare.
--
-- since: 2000-01
-- grain: one row for each role
-- key:   role
-- rule:  control-accounts.md#the-residual
--        `residual` is Omni's adjusted movement less the ledger's. Like Omni's movement, it is blank if evidence is missing (`unmet_code`)

with

periodic as (
    select 'control_periodic' as reason_code
    from settings_in_force
    where inventory_method = 'periodic'
),

missing as (
    select control_roles.role, tie_out_needs.reason_code
    from control_roles
    inner join tie_out_needs on tie_out_needs.tie_out = control_roles.tie_out
    union
    select control_roles.role, periodic.reason_code
    from control_roles
    cross join periodic
    where control_roles.role in ('cogs', 'landed_costs')
),

unmet as (
    select role, string_agg(reason_code, ';' order by reason_code) as unmet_code
    from missing
    group by role
),

sums as (
    select
        role,
        sum(omni_amount) as omni_amount,
        sum(case when adjusts = 'omni' then -gap else 0 end) as omni_adjustments,
        sum(case when adjusts = 'ledger' then gap else 0 end) as ledger_adjustments
    from control_gaps
    group by role
),

balances as (
    select role, opening, closing, debits - credits as net
    from role_balances
    where period = $period
),

sides as (
    select
        control_roles.position,
        control_roles.role,
        cast(control_roles.sign * balances.opening as decimal(18, 2)) as opening,
        cast(control_roles.sign * balances.closing as decimal(18, 2)) as closing,
        cast(coalesce(sums.omni_amount, 0) as decimal(18, 2)) as omni_movement,
        cast(control_roles.sign * balances.net as decimal(18, 2)) as ledger_movement,
        cast(coalesce(sums.omni_amount, 0) + coalesce(sums.omni_adjustments, 0) as decimal(18, 2)) as omni_adjusted,
        cast(control_roles.sign * balances.net + coalesce(sums.ledger_adjustments, 0) as decimal(18, 2)) as ledger_adjusted,
        unmet.unmet_code
    from control_roles
    left join balances on balances.role = control_roles.role
    left join sums on sums.role = control_roles.role
    left join unmet on unmet.role = control_roles.role
)

select
    sides.position,
    sides.role,
    sides.opening,
    sides.closing,
    case when sides.unmet_code is null then sides.omni_movement end as omni_movement,
    sides.ledger_movement,
    case when sides.unmet_code is null then sides.omni_adjusted end as omni_adjusted,
    case when sides.unmet_code is null then sides.ledger_adjusted end as ledger_adjusted,
    case when sides.unmet_code is null then cast(sides.omni_adjusted - sides.ledger_adjusted as decimal(18, 2)) end as residual,
    control_tolerances.tolerance,
    sides.unmet_code
from sides
inner join control_tolerances on control_tolerances.role = sides.role
