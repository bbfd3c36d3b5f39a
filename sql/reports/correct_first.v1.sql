-- Correct first: the causes, and the largest documents, that hold the money which somebody still has to correct.
--
-- since: 2000-01
-- key:   level, cause_id, item
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_reconciliation_entries,
--        ledger_entries
-- rule:  bridge.md#pieces-of-the-gap, worklist.md#exits
--        Only open items that move a balance of the bridge and do not clear by themselves: those to correct and those only in the
--        ledger. `share` is the part of their money, without signs, in this row and those above it. An unknown effect is blank and comes
--        last

with

open_items as (
    select item, contact, part, clears, cause_id as primary_cause
    from work_items
    where not exists (
        select 1
        from work_exits
        where work_exits.item = work_items.item and work_exits.holds
    )
),

staying_differences as (
    select
        item_differences.item, item_differences.doc_type, item_differences.ref, open_items.contact, item_differences.cause_id,
        open_items.primary_cause, item_differences.gap as effect, item_differences.gap_size as size
    from item_differences
    inner join open_items on open_items.item = item_differences.item
    where
        open_items.part in ('to_correct', 'ledger_only')
        and item_differences.piece in ('to_correct', 'ledger_only')
        and item_differences.gap_size > 0
    union all
    -- The effect of these is not known. They count only if their cause is on the bridge.
    select
        work_items.item, work_items.doc_type, work_items.ref, work_items.contact, work_items.cause_id,
        work_items.cause_id as primary_cause, null as effect, null as size
    from work_items
    inner join open_items on open_items.item = work_items.item
    where
        open_items.part = 'effect_unknown'
        and open_items.clears = 'N'
        and work_items.cause_id in (select cause_id from bridge_amounts)
),

rows as (
    select
        'cause' as level, cause_id, '' as item, cast(null as varchar) as doc_type, cast(null as varchar) as ref,
        cast(null as varchar) as contact, count(distinct item) as documents, sum(effect) as effect, sum(size) as size
    from staying_differences
    group by cause_id
    union all
    select
        'document' as level, primary_cause as cause_id, item, max(doc_type) as doc_type, max(ref) as ref, max(contact) as contact,
        1 as documents, sum(effect) as effect, sum(size) as size
    from staying_differences
    group by
        item,
        primary_cause
),

ranked_rows as (
    select
        *,
        row_number() over (partition by level order by size desc nulls last, cause_id, item) as nth,
        sum(size) over (
            partition by level order by size desc nulls last, cause_id, item rows between unbounded preceding and current row
        ) as running,
        sum(size) over (partition by level) as whole
    from rows
)

select
    level,                                                                            -- Level
    cast(nth as integer) as position,                                                 -- No
    cause_id,                                                                         -- Cause
    item,                                                                             -- Item
    doc_type,                                                                         -- Type
    ref,                                                                              -- Reference
    contact,                                                                          -- Customer, supplier or text
    cast(documents as integer) as documents,                                          -- Documents
    cast(effect as decimal(18, 2)) as effect,                                         -- Effect: positive if Omni is higher
    cast(size as decimal(18, 2)) as size,                                             -- Without signs
    cast(case when size is not null then 100 * running / whole end as decimal(5, 1)) as share  -- Share %: with the rows above
from ranked_rows
where nth <= 100
order by
    level,
    position,
    cause_id,
    item
