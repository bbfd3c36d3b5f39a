-- Movement sums: the units that each reference moved in all and by the month end.
--
-- since: 2000-01
-- grain: one row for each reference with stock movements
-- key:   ref_key
-- rule:  movements.md#dates-of-part-movements
--        Units are positive if they came into stock. `is_dated` is true if every movement has a date and a quantity

select
    ref_key,
    cast(sum(units) as decimal(18, 4)) as units,
    cast(sum(case when move_date <= $period_end then units else 0 end) as decimal(18, 4)) as units_by_end,
    min(case when units <> 0 then move_date end) as first_date,
    max(case when units <> 0 then move_date end) as last_date,
    count(move_date) = count(*) and count(units) = count(*) as is_dated
from movement_lines
group by ref_key
