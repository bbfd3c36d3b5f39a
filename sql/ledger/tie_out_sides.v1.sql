-- Tie-out sides: the two amounts of each tie-out that applies to the company, their difference, and what is missing to compare them.
--
-- since: 2000-01
-- grain: one row for each tie-out that applies
-- key:   tie_out
-- rule:  identities.md#tie-outs, cannot-tell.md#rows-that-cannot-be-read
--        If rows were left out, both sides are blank, because either may be short. The difference is blank if it is not known

with

applicable as (
    select
        identities.*,
        case when identities.left_side is null then 'no_first_amount|' || identities.left_name end as left_code,
        case when identities.right_side is null then 'no_second_amount|' || identities.right_name end as right_code
    from identities
    cross join settings_in_force
    where coalesce(identities.method, settings_in_force.inventory_method) = settings_in_force.inventory_method
),

lacking as (
    select
        tie_out,
        string_agg(reason_code, ';' order by reason_code) as unmet_code,
        max(case when reason_code like 'rows_unreadable|%' then 1 else 0 end) = 1 as is_short
    from tie_out_needs
    group by tie_out
)

select
    applicable.position,
    applicable.tie_out,
    case when not coalesce(lacking.is_short, false) then applicable.left_side end as left_side,
    case when not coalesce(lacking.is_short, false) then applicable.right_side end as right_side,
    case
        when lacking.unmet_code is null then round(applicable.left_side - applicable.right_side, 2)
    end as difference,
    coalesce(
        lacking.unmet_code, applicable.left_code || ';' || applicable.right_code, applicable.left_code, applicable.right_code
    ) as unmet_code
from applicable
left join lacking on lacking.tie_out = applicable.tie_out
