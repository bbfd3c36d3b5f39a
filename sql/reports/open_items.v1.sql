-- Open items: how many items of the worklist are in each piece of the gap, and what the others affect instead.
--
-- since: 2000-01
-- key:   part
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_reconciliation_entries,
--        ledger_entries
-- events: explained, accrued, accepted, returned
-- rule:  worklist.md#what-the-items-affect
--        The open items of all parts add up to those of the worklist, and so do their amounts. With those off the list, an item of a piece
--        of the gap is one of the documents of that piece

with

named_parts as (
    select position, part
    from (
        values
        (1, 'to_correct'), (2, 'clears_by_itself'), (3, 'ledger_only'), (4, 'off_bridge'), (5, 'revenue_only'), (6, 'no_effect'),
        (7, 'effect_unknown')
    ) as listed (position, part)
),

held_items as (
    select
        work_items.part,
        work_items.amount,
        work_items.gap_amount,
        work_items.gap_size,
        coalesce(work_exits.holds, false) as is_off_list
    from work_items
    left join work_exits on work_exits.item = work_items.item
)

select
    named_parts.position,                                                            -- No
    named_parts.part,                                                                -- What they affect
    cast(count(case when not held_items.is_off_list then 1 end) as integer) as items,  -- Open items
    cast(
        case
            when
                count(case when not held_items.is_off_list then 1 end)
                = count(case when not held_items.is_off_list then held_items.amount end)
                then coalesce(sum(case when not held_items.is_off_list then held_items.amount end), 0)
        end as decimal(18, 2)
    ) as amount,                                                                      -- Amount
    cast(
        coalesce(sum(case when not held_items.is_off_list then held_items.gap_amount end), 0) as decimal(18, 2)
    ) as effect,                                                                      -- Effect on the gap
    cast(
        coalesce(sum(case when not held_items.is_off_list then held_items.gap_size end), 0) as decimal(18, 2)
    ) as size,                                                                        -- Without signs
    cast(count(case when held_items.is_off_list then 1 end) as integer) as off_list  -- Explained, accrued or accepted
from named_parts
left join held_items on held_items.part = named_parts.part
group by
    named_parts.position,
    named_parts.part
order by
    position,
    part
