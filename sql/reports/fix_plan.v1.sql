-- Fix plan: the open worklist items, grouped by the screen to open, the filter to set and the field to fill in.
--
-- since: 2000-01
-- key:   screen, status_filter, field
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_reconciliation_entries,
--        ledger_entries
-- rule:  worklist.md#fix-plan
--        Items that were explained, accrued or accepted are left out

with

open_items as (
    select work_items.*
    from work_items
    where not exists (
        select 1
        from work_exits
        where work_exits.item = work_items.item and work_exits.holds
    )
),

tasks as (
    select
        coalesce(own.screen, reasons.screen, open_items.cause_id) as screen,
        coalesce(own.status_filter, reasons.status_filter, '') as status_filter,
        coalesce(own.field, reasons.field, '') as field,
        coalesce(own.how, reasons.how, 'one by one') as how,
        coalesce(own.for_whom, reasons.for_whom, 'Accounts') as for_whom,
        open_items.cause_id,
        open_items.item,
        open_items.ref,
        open_items.amount,
        open_items.gap_amount,
        open_items.exposure_date
    from open_items
    left join reasons on reasons.code = open_items.cause_id
    left join reasons as own
        on own.code = open_items.cause_id || '.purchases'
        and open_items.doc_type in ('PO', 'SCN')
),

causes_by_screen as (
    select
        screen,
        status_filter,
        field,
        string_agg(cause_id, ', ' order by cause_id) as causes
    from (select distinct screen, status_filter, field, cause_id from tasks) as named
    group by
        screen,
        status_filter,
        field
),

items_by_screen as (
    select
        screen,
        status_filter,
        field,
        min(how) as how,
        min(for_whom) as for_whom,
        count(*) as items,
        case when count(amount) = count(*) then sum(amount) end as amount,  -- unknown if that of any document is
        case when count(gap_amount) = count(*) then sum(gap_amount) end as gap_amount,
        min(exposure_date) as oldest,
        string_agg(ref, ', ' order by amount desc nulls last, item) as refs
    from tasks
    group by
        screen,
        status_filter,
        field
)

select
    items_by_screen.screen,                                                           -- Screen
    items_by_screen.status_filter,                                                    -- Filter
    items_by_screen.field,                                                            -- Field
    items_by_screen.how,                                                              -- How
    items_by_screen.for_whom,                                                         -- For
    causes_by_screen.causes,                                                          -- Causes
    cast(items_by_screen.items as integer) as items,                                  -- Items
    cast(items_by_screen.amount as decimal(18, 2)) as amount,                         -- Amount
    cast(items_by_screen.gap_amount as decimal(18, 2)) as gap_amount,  -- Effect on the gap: positive if Omni is higher than the ledger
    items_by_screen.oldest,                                                           -- Oldest
    items_by_screen.refs                                                              -- References, largest first
from items_by_screen
inner join causes_by_screen
    on causes_by_screen.screen = items_by_screen.screen
    and causes_by_screen.status_filter = items_by_screen.status_filter
    and causes_by_screen.field = items_by_screen.field
order by
    items_by_screen.amount desc nulls last,
    items_by_screen.screen,
    items_by_screen.status_filter,
    items_by_screen.field
