-- Tie-outs: amounts that must agree between the month's exports, each with both sides and the difference.
--
-- since: 2000-01
-- key:   tie_out
-- words: label_code as label; state_code as state; unmet_code as unmet, settled_by
-- rule:  identities.md#tie-outs

with

applicable as (
    select
        identities.*,
        identities.left_side is null or identities.right_side is null as lacks_a_side
    from identities
    cross join settings_in_force
    where coalesce(identities.method, settings_in_force.inventory_method) = settings_in_force.inventory_method
),

lacking as (
    select tie_out, string_agg(reason_code, ';' order by reason_code) as unmet_code
    from tie_out_needs
    group by tie_out
)

select
    applicable.position,                                                              -- No
    applicable.tie_out,                                                               -- Tie-out
    cast('tie_' || lower(applicable.tie_out) as varchar) as label_code,               -- Tie-out condition
    cast(applicable.left_side as decimal(18, 2)) as left_side,                        -- First amount
    cast(applicable.right_side as decimal(18, 2)) as right_side,                      -- Second amount
    cast(applicable.left_side - applicable.right_side as decimal(18, 2)) as difference,  -- Difference
    case
        when applicable.lacks_a_side or lacking.unmet_code is not null then 'side_unknown'
        when round(applicable.left_side - applicable.right_side, 2) = 0 then 'holds'
        else 'fails'
    end as state_code,                                                                -- State
    coalesce(lacking.unmet_code, case when applicable.lacks_a_side then 'none_of_it' end)
        as unmet_code                                                                 -- What is missing
from applicable
left join lacking on lacking.tie_out = applicable.tie_out
order by
    applicable.position,
    applicable.tie_out
