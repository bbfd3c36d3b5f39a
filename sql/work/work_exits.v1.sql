-- Exits of open items: the last word on each, and whether it still holds.
--
-- since: 2000-01
-- grain: one row for each item that a person has explained, accrued, accepted or put back
-- key:   item
-- events: explained, accrued, accepted, returned
-- rule:   worklist.md#exits

with

spoken as (
    select
        subject as item, kind, who, recorded_at, period, note, value, amount,
        row_number() over (partition by subject order by period desc, number desc) as age
    from audit_log
    where
        kind in ('explained', 'accrued', 'accepted', 'returned')
        and period <= $period
),

judged as (
    select
        spoken.*,
        work_items.amount as amount_now,
        work_limits.threshold,
        case
            when spoken.kind = 'returned' then 'put back'
            when spoken.kind = 'accrued' and spoken.period <> $period then 'reversed'
            when spoken.kind = 'accepted' and work_items.amount > work_limits.threshold then 'above'
            when spoken.kind <> 'accepted' and spoken.amount <> work_items.amount then 'moved'
        end as ended
    from spoken
    inner join work_items on work_items.item = spoken.item
    cross join work_limits
    where spoken.age = 1
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
        when 'moved' then kind || '_at_another|' || cast(amount as varchar) || '|' || cast(amount_now as varchar)
    end as reopened_code
from judged
