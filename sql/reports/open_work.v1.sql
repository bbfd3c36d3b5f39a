-- Open work: the open items of the worklist by the person who has them, with those that nobody has in a row of their own.
--
-- since: 2000-01
-- key:   assignee
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_reconciliation_entries,
--        ledger_entries
-- events: assigned, due, explained, accrued, accepted, returned
-- rule:  flux.md#the-story-of-the-month

with

assignments as (
    select
        subject as item,
        value,
        row_number() over (partition by subject order by period desc, number desc) as age
    from audit_log
    where
        kind = 'assigned'
        and period <= $period
),

open_items as (
    select
        work_items.item,
        work_items.amount,
        work_items.gap_size,
        work_items.part,
        work_items.exposure_date,
        coalesce(assignments.value, '') as assignee
    from work_items
    left join work_exits on work_exits.item = work_items.item
    left join assignments
        on assignments.item = work_items.item
        and assignments.age = 1
    where not coalesce(work_exits.holds, false)
)

select
    assignee,                                                                         -- Assigned to
    cast(count(*) as integer) as items,                                               -- Open items
    cast(case when count(amount) = count(*) then sum(abs(amount)) end as decimal(18, 2)) as amount,  -- Amount
    cast(count(case when part = 'to_correct' then 1 end) as integer) as to_correct,   -- To correct: documents of the gap that stay
    cast(
        coalesce(sum(case when part = 'to_correct' then gap_size end), 0) as decimal(18, 2)
    ) as to_correct_amount,                                                           -- Their effect on the gap: in all
    cast(min(exposure_date) as date) as oldest                                        -- Open since
from open_items
group by assignee
order by assignee
