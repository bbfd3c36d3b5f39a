-- Exits of open items: the latest decision on each item, and whether it is still valid.
--
-- since: 2000-01
-- grain: one row for each item that a user has explained, accrued, accepted or put back
-- key:   item
-- events: explained, accrued, accepted, returned
-- rule:  worklist.md#exits

with

item_events as (
    select
        subject as item, kind, who, recorded_at, period, note, value, amount,
        row_number() over (partition by subject order by period desc, number desc) as age
    from audit_log
    where
        kind in ('explained', 'accrued', 'accepted', 'returned')
        and period <= $period
),

checked_exits as (
    select
        item_events.*,
        work_items.amount as amount_now,
        work_limits.threshold,
        case
            when item_events.kind = 'returned' then 'put back'
            when item_events.kind = 'accrued' and item_events.period <> $period then 'reversed'
            when item_events.kind = 'accepted' and work_items.amount > work_limits.threshold then 'above'
            when item_events.kind <> 'accepted' and (item_events.amount is distinct from work_items.amount) then 'moved'
        end as ended
    from item_events
    inner join work_items on work_items.item = item_events.item
    cross join work_limits
    where item_events.age = 1
)

select
    item,
    kind,
    ended is null as holds,
    who,
    recorded_at,
    period,
    note,
    value,
    amount,
    case ended
        when 'put back' then 'put_back'
        when 'reversed' then 'accrual_reversed'
        when 'above' then 'above_threshold|' || cast(amount_now as varchar) || '|' || cast(threshold as varchar)
        when 'moved'
            then
                kind || '_at_another|' || coalesce(cast(amount as varchar), 'an unknown amount')
                || '|' || coalesce(cast(amount_now as varchar), 'an unknown amount')
    end as reopened_code
from checked_exits
