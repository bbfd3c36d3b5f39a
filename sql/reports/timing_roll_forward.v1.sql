-- Timing roll-forward: documents open at the previous month end, plus new ones, less cleared ones, equal the documents open now.
--
-- since: 2000-01
-- key:   flow, class
-- needs: sales_documents, purchase_documents, stock_adjustments
-- rule:  timing.md#roll-forward, cannot-tell.md#rows-that-cannot-be-read
--        A number is blank if a row that was left out may be part of it

with

now_open as (
    select doc_type, ref, flow, class, case when not lacks_value then coalesce(abs(value), 0) end as value from straddling
),

last_open as (
    select doc_type, ref, flow, class, case when not lacks_value then coalesce(abs(value), 0) end as value from straddling_before
),

items as (
    select
        coalesce(now_open.flow, last_open.flow) as flow,
        coalesce(now_open.class, last_open.class) as class,
        case when last_open.ref is not null then 1 else 0 end as was_open,
        case when now_open.ref is not null then 1 else 0 end as is_open,
        case when last_open.ref is null then 0 else last_open.value end as old_value,
        case when now_open.ref is null then 0 else now_open.value end as new_value
    from now_open
    full join last_open
        on last_open.doc_type = now_open.doc_type
        and last_open.ref = now_open.ref
        and last_open.class = now_open.class
),

incomplete as (
    -- A document that could not be read at or before one of the month ends may have been open there.
    select
        flow,
        max(case when period < $period then 1 else 0 end) = 1 as hides_opening
    from incomplete_flows
    group by flow
),

totals as (
    select
        items.flow,
        items.class,
        max(case when incomplete.flow is null then 1 else 0 end) = 1 as is_comparable,
        max(case when coalesce(incomplete.hides_opening, false) then 1 else 0 end) = 0 as has_opening,
        -- A sum is blank if one of the values is unknown.
        count(old_value) = count(*) as knows_old,
        count(new_value) = count(*) as knows_new,
        sum(was_open) as opening_count,
        sum(old_value) as opening_value,
        sum(case when was_open = 0 then is_open else 0 end) as new_count,
        sum(case when was_open = 0 then new_value else 0 end) as new_value,
        sum(case when is_open = 0 then was_open else 0 end) as cleared_count,
        sum(case when is_open = 0 then old_value else 0 end) as cleared_value,
        sum(case when was_open = 1 and is_open = 1 then new_value - old_value else 0 end) as revalued,
        sum(is_open) as closing_count,
        sum(new_value) as closing_value
    from items
    left join incomplete on incomplete.flow = items.flow
    group by
        items.flow,
        items.class
)

select
    flow,                                                                             -- Flow
    class,                                                                            -- Direction
    cast(case when has_opening then opening_count end as integer) as opening_count,   -- Opening
    cast(case when has_opening and knows_old then opening_value end as decimal(18, 2)) as opening_value,  -- Opening value
    cast(case when is_comparable then new_count end as integer) as new_count,         -- New
    cast(case when is_comparable and knows_new then new_value end as decimal(18, 2)) as new_value,  -- New value
    cast(case when is_comparable then cleared_count end as integer) as cleared_count,  -- Cleared
    cast(case when is_comparable and knows_old then cleared_value end as decimal(18, 2)) as cleared_value,  -- Cleared value
    cast(case when is_comparable and knows_old and knows_new then revalued end as decimal(18, 2)) as revalued,    -- Revalued while open
    cast(case when is_comparable then closing_count end as integer) as closing_count,  -- Closing
    cast(case when is_comparable and knows_new then closing_value end as decimal(18, 2)) as closing_value          -- Closing value
from totals
order by
    flow,
    class
