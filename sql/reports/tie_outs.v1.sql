-- Tie-outs: amounts that must agree between the month's exports, each with both sides and the difference.
--
-- since: 2000-01
-- key:   tie_out
-- words: label_code as label; state_code as state; unmet_code as unmet, settled_by
-- rule:  identities.md#tie-outs, cannot-tell.md#rows-that-cannot-be-read
--        If rows were left out, both sides are blank, because either may be short. The difference is blank if it is not known

select
    position,                                                                         -- No
    tie_out,                                                                          -- Tie-out
    cast('tie_' || lower(tie_out) as varchar) as label_code,                          -- Tie-out condition
    cast(left_side as decimal(18, 2)) as left_side,                                   -- First amount
    cast(right_side as decimal(18, 2)) as right_side,                                 -- Second amount
    cast(difference as decimal(18, 2)) as difference,                                 -- Difference
    case
        when difference is null then 'side_unknown'
        when difference = 0 then 'holds'
        else 'fails'
    end as state_code,                                                                -- State
    unmet_code                                                                        -- What is missing
from tie_out_sides
order by
    position,
    tie_out
