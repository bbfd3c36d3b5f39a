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
    select
        work_items.item,
        work_items.doc_type,
        work_items.ref,
        work_items.contact,
        work_items.cause_id,
        work_items.gap_amount as effect,
        work_items.gap_size as size
    from work_items
    where
        (
            work_items.part in ('to_correct', 'ledger_only')
            or (
                work_items.part = 'effect_unknown'
                and work_items.clears = 'N'
                and work_items.cause_id in (select cause_id from bridge_amounts)
            )
        )
        and not exists (
            select 1
            from work_exits
            where work_exits.item = work_items.item and work_exits.holds
        )
),

rows as (
    select
        'cause' as level, cause_id, '' as item, cast(null as varchar) as doc_type, cast(null as varchar) as ref,
        cast(null as varchar) as contact, count(*) as documents, sum(effect) as effect, sum(size) as size
    from open_items
    group by cause_id
    union all
    select 'document' as level, cause_id, item, doc_type, ref, contact, 1 as documents, effect, size
    from open_items
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
