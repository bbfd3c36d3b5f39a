-- Timing roll-forward: documents open at the previous month end, plus new ones, less cleared ones, equal the documents open now.
--
-- since: 2000-01
-- key:   flow, class
-- needs: sales_documents, purchase_documents, stock_adjustments
-- rule:  timing.md#roll-forward

with

now_open as (
    select doc_type, ref, flow, class, coalesce(abs(value), 0) as value from straddling
),

last_open as (
    select doc_type, ref, flow, class, coalesce(abs(value), 0) as value from straddling_before
),

items as (
    select
        coalesce(now_open.flow, last_open.flow) as flow,
        coalesce(now_open.class, last_open.class) as class,
        case when last_open.ref is not null then 1 else 0 end as was_open,
        case when now_open.ref is not null then 1 else 0 end as is_open,
        coalesce(last_open.value, 0) as old_value,
        coalesce(now_open.value, 0) as new_value
    from now_open
    full join last_open
        on last_open.doc_type = now_open.doc_type
        and last_open.ref = now_open.ref
        and last_open.class = now_open.class
)

select
    flow,                                                                             -- Flow
    class,                                                                            -- Direction
    cast(sum(was_open) as integer) as opening_count,                                  -- Opening
    cast(sum(old_value) as decimal(18, 2)) as opening_value,                          -- Opening value
    cast(sum(case when was_open = 0 then is_open else 0 end) as integer) as new_count,  -- New
    cast(sum(case when was_open = 0 then new_value else 0 end) as decimal(18, 2)) as new_value,  -- New value
    cast(sum(case when is_open = 0 then was_open else 0 end) as integer) as cleared_count,  -- Cleared
    cast(sum(case when is_open = 0 then old_value else 0 end) as decimal(18, 2)) as cleared_value,  -- Cleared value
    cast(
        sum(case when was_open = 1 and is_open = 1 then new_value - old_value else 0 end) as decimal(18, 2)
    ) as revalued,                                                                    -- Revalued while open
    cast(sum(is_open) as integer) as closing_count,                                   -- Closing
    cast(sum(new_value) as decimal(18, 2)) as closing_value                           -- Closing value
from items
group by
    flow,
    class
order by
    flow,
    class
