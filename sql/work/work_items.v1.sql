-- Work items: every document, COGS journal and ledger line that does not reconcile, once each, with a permanent identity.
--
-- since: 2000-01
-- grain: one row for each item: a document with all its causes, a COGS journal, or a ledger line
-- key:   item
-- rule:  worklist.md#items
--        `gap_amount` is what the item does to the gap, with the sign of the bridge: positive if Omni is higher than the ledger.
--        `part` is the piece of the gap that the item is in, or what it affects instead. An item in several pieces is in the one that
--        stays, with `gap_size` in it. `effect` is the size of what the item affects, and decides its priority: stock and
--        its account, otherwise revenue

with

amounts_by_cause as (
    select
        item,
        cause_id,
        min(side_rank) as side_rank,
        min(precedence) as precedence,
        max(case kind when 'error' then 3 when 'overdue' then 2 else 1 end) as severity,
        max(case when clears then 0 else 1 end) as stays,
        case
            when count(amount) > 0 or max(case when lacks_value then 1 else 0 end) = 0
                then
                    coalesce(sum(case when is_added then amount end), 0)
                    + coalesce(
                        max(case when not is_added and (leg1 <> 0 or leg2 <> 0) then amount end),
                        max(case when not is_added then amount end),
                        0
                    )
        end as amount
    from item_differences
    group by
        item,
        cause_id
),

ranked_causes as (
    select
        amounts_by_cause.*,
        row_number() over (partition by item order by side_rank, precedence, cause_id) as nth
    from amounts_by_cause
),

item_causes as (
    select
        item,
        max(case when nth = 1 then cause_id end) as cause_id,
        string_agg(cause_id, ', ' order by nth) as causes,
        max(amount) as amount,
        case max(severity)
            when 3 then 'error'
            when 2 then 'overdue'
            else 'timing'
        end as kind,
        case when max(severity) < 3 and max(stays) = 0 then 'Y' else 'N' end as clears
    from ranked_causes
    group by item
),

ranked_rows as (
    select
        item_differences.*,
        row_number() over (partition by item order by side_rank, precedence, cause_id, _landing, _line) as nth,
        case when not is_effect_unknown then sum(leg1) over (partition by item) end as leg1_amount,
        sum(leg2) over (partition by item) as leg2_amount,
        sum(revenue) over (partition by item) as revenue_amount,
        case when not is_effect_unknown then sum(gap) over (partition by item) end as gap_amount,
        sum(abs(leg1) + abs(leg2)) over (partition by item) as stock_size,
        sum(case when piece = 'to_correct' then gap_size else 0 end) over (partition by item) as staying_size,
        sum(case when piece = 'ledger_only' then gap_size else 0 end) over (partition by item) as ledger_size,
        sum(case when piece = 'clears_by_itself' then gap_size else 0 end) over (partition by item) as clearing_size
    from item_differences
),

parted_items as (
    select
        *,
        case
            when is_effect_unknown then 'effect_unknown'
            when staying_size > 0 then 'to_correct'
            when ledger_size > 0 then 'ledger_only'
            when clearing_size > 0 then 'clears_by_itself'
            when stock_size > 0 then 'off_bridge'
            when revenue_amount <> 0 then 'revenue_only'
            else 'no_effect'
        end as part
    from ranked_rows
    where nth = 1
)

select
    item_causes.item,
    parted_items.doc_type,
    parted_items.ref,
    parted_items.ref_key,
    parted_items.contact,
    item_causes.cause_id,
    item_causes.causes,
    cast(item_causes.amount as decimal(18, 2)) as amount,
    cast(parted_items.leg1_amount as decimal(18, 2)) as leg1_amount,
    cast(parted_items.leg2_amount as decimal(18, 2)) as leg2_amount,
    cast(parted_items.revenue_amount as decimal(18, 2)) as revenue_amount,
    cast(parted_items.gap_amount as decimal(18, 2)) as gap_amount,
    cast(
        case parted_items.part
            when 'to_correct' then parted_items.staying_size
            when 'ledger_only' then parted_items.ledger_size
            when 'clears_by_itself' then parted_items.clearing_size
            when 'effect_unknown' then null
            else 0
        end as decimal(18, 2)
    ) as gap_size,
    parted_items.part,
    cast(
        case parted_items.part
            when 'effect_unknown' then item_causes.amount
            when 'revenue_only' then abs(parted_items.revenue_amount)
            else parted_items.stock_size
        end as decimal(18, 2)
    ) as effect,
    parted_items.sync_status,
    parted_items.exposure_date,
    cast(date_diff('day', parted_items.exposure_date, $period_end) as integer) as age_days,
    case
        when parted_items.moved = parted_items.booked or parted_items.moved is null then null
        when parted_items.moved then 'moved_only'
        else 'accounted_only'
    end as direction,
    item_causes.kind,
    item_causes.clears,
    parted_items.dataset,
    parted_items._landing,
    parted_items._line
from item_causes
inner join parted_items on parted_items.item = item_causes.item
