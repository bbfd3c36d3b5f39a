-- Control totals: the movement of each control account besides stock on both sides, adjusted, with the evidence that is missing to compare.
--
-- since: 2000-01
-- grain: one row for each role in use
-- key:   role
-- rule:  control-accounts.md#the-residual
--        `residual` is Omni's adjusted movement less the ledger's. Like Omni's movement, it is blank if evidence is missing (`unmet_code`)

with

unmet as (
    select controls_in_use.role, string_agg(tie_out_needs.reason_code, ';' order by tie_out_needs.reason_code) as unmet_code
    from controls_in_use
    inner join tie_out_needs on tie_out_needs.tie_out = controls_in_use.tie_out
    group by controls_in_use.role
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
        controls_in_use.position,
        controls_in_use.role,
        cast(controls_in_use.sign * balances.opening as decimal(18, 2)) as opening,
        cast(controls_in_use.sign * balances.closing as decimal(18, 2)) as closing,
        cast(coalesce(sums.omni_amount, 0) as decimal(18, 2)) as omni_movement,
        cast(controls_in_use.sign * balances.net as decimal(18, 2)) as ledger_movement,
        cast(coalesce(sums.omni_amount, 0) + coalesce(sums.omni_adjustments, 0) as decimal(18, 2)) as omni_adjusted,
        cast(controls_in_use.sign * balances.net + coalesce(sums.ledger_adjustments, 0) as decimal(18, 2)) as ledger_adjusted,
        unmet.unmet_code
    from controls_in_use
    left join balances on balances.role = controls_in_use.role
    left join sums on sums.role = controls_in_use.role
    left join unmet on unmet.role = controls_in_use.role
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
