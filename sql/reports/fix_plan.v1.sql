-- Fix plan: the open worklist items by screen to open, filter to set and field to fill in.
--
-- since: 2000-01
-- key:   screen, status_filter, field
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_reconciliation_entries,
--        ledger_entries
-- rule:  worklist.md#fix-plan
--        Items that were explained, accrued or accepted are left out

with

open_now as (
    select work_items.*
    from work_items
    where not exists (
        select 1
        from work_exits
        where work_exits.item = work_items.item and work_exits.holds
    )
),

placed as (
    select
        coalesce(reasons.screen, open_now.cause_id) as screen,
        coalesce(reasons.status_filter, '') as status_filter,
        coalesce(reasons.field, '') as field,
        coalesce(reasons.how, 'one by one') as how,
        coalesce(reasons.for_whom, 'Accounts') as for_whom,
        open_now.cause_id,
        open_now.item,
        open_now.ref,
        open_now.amount,
        open_now.exposure_date
    from open_now
    left join reasons on reasons.code = open_now.cause_id
),

of_causes as (
    select
        screen,
        status_filter,
        field,
        string_agg(cause_id, ', ' order by cause_id) as causes
    from (select distinct screen, status_filter, field, cause_id from placed) as named
    group by
        screen,
        status_filter,
        field
),

grouped as (
    select
        screen,
        status_filter,
        field,
        min(how) as how,
        min(for_whom) as for_whom,
        count(*) as items,
        sum(amount) as amount,
        min(exposure_date) as oldest,
        string_agg(ref, ', ' order by amount desc, item) as refs
    from placed
    group by
        screen,
        status_filter,
        field
)

select
    grouped.screen,                                                                   -- Screen
    grouped.status_filter,                                                            -- Filter
    grouped.field,                                                                    -- Field
    grouped.how,                                                                      -- How
    grouped.for_whom,                                                                 -- For
    of_causes.causes,                                                                 -- Causes
    cast(grouped.items as integer) as items,                                          -- Documents
    cast(grouped.amount as decimal(18, 2)) as amount,                                 -- Amount
    grouped.oldest,                                                                   -- Oldest
    grouped.refs                                                                      -- References, largest first
from grouped
inner join of_causes
    on of_causes.screen = grouped.screen
    and of_causes.status_filter = grouped.status_filter
    and of_causes.field = grouped.field
order by
    grouped.amount desc,
    grouped.screen,
    grouped.status_filter,
    grouped.field
