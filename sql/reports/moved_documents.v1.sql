-- Moved documents: the documents that have changed since a month was signed, with the effect on the month.
--
-- since: 2000-01
-- key:   doc_type, ref
-- words: reason_code as reason
-- rule:  checklist.md#signatures

with

document_pairs as (
    select
        coalesce(now.doc_type, signed.doc_type) as doc_type,
        coalesce(now.ref_key, signed.ref_key) as ref_key,
        coalesce(now.ref, signed.ref) as ref,
        coalesce(now.contact, signed.contact) as contact,
        signed.ref_key is not null as was_known,
        now.ref_key is not null as is_known,
        coalesce(signed.state, 'unknown') as state_before,
        coalesce(now.state, 'gone') as state_now,
        signed.move_date as move_date_before,
        now.move_date as move_date_now,
        signed.acct_date as acct_date_before,
        now.acct_date as acct_date_now,
        signed.qty_ordered as qty_ordered_before,
        now.qty_ordered as qty_ordered_now,
        signed.qty_moved as qty_moved_before,
        now.qty_moved as qty_moved_now,
        signed.value as value_before,
        now.value as value_now,
        signed.cogs as cogs_before,
        now.cogs as cogs_now,
        signed.sales as sales_before,
        now.sales as sales_now,
        signed.status as status_before,
        now.status as status_now,
        coalesce(signed.move_date <= $period_end, false) as moved_before,
        coalesce(now.move_date <= $period_end, false) as moved_now,
        coalesce(signed.acct_date <= $period_end, false) as booked_before,
        coalesce(now.acct_date <= $period_end, false) as booked_now,
        coalesce(signed.on_stock, 0) <> 0 as had_stock,
        coalesce(now.on_stock, 0) - coalesce(signed.on_stock, 0) as on_stock,
        coalesce(now.on_reconciliation, 0) - coalesce(signed.on_reconciliation, 0) as on_reconciliation,
        coalesce(now.on_cogs, 0) - coalesce(signed.on_cogs, 0) as on_cogs,
        coalesce(now.on_revenue, 0) - coalesce(signed.on_revenue, 0) as on_revenue,
        coalesce(now._dataset, signed._dataset) as _dataset,
        coalesce(now._landing, signed._landing) as _landing,
        coalesce(now._line, signed._line) as _line
    from current_documents as now
    full join signed_documents as signed
        on signed.doc_type = now.doc_type
        and signed.ref_key = now.ref_key
    where
        (
            coalesce(signed.created_date, now.created_date) is null
            or coalesce(
                least(
                    signed.created_date, signed.move_date, signed.acct_date, now.created_date, now.move_date, now.acct_date
                ) <= $period_end, false
            )
        )
        and not exists (
            -- It cannot be read now, so it may be as it was signed.
            select 1
            from unreadable_rows
            where unreadable_rows.ref_key = coalesce(now.ref_key, signed.ref_key)
        )
),

document_changes as (
    select
        *,
        state_before <> state_now as differs_state,
        is_known and was_known
        and (move_date_before is distinct from move_date_now or acct_date_before is distinct from acct_date_now)
            as differs_date,
        is_known and was_known
        and (qty_ordered_before is distinct from qty_ordered_now or qty_moved_before is distinct from qty_moved_now)
            as differs_quantity,
        is_known and was_known
        and (value_before is distinct from value_now or cogs_before is distinct from cogs_now) as differs_cost,
        is_known and was_known and (sales_before is distinct from sales_now) as differs_sales,
        is_known and was_known and (status_before is distinct from status_now) as differs_status,
        case
            when
                state_before = 'live' and state_now = 'live'
                and not moved_before and not moved_now
                and (qty_moved_before is distinct from qty_moved_now or move_date_before is distinct from move_date_now)
                and coalesce(abs(qty_moved_now), 0) >= coalesce(abs(qty_moved_before), 0)
                then 0
            when
                moved_before = moved_now and state_before = state_now
                and doc_type in ('SO', 'CN')
                and (coalesce(value_before, 0) = 0 or coalesce(value_now, 0) = 0)
                then 0
            else on_stock
        end as stock
    from document_pairs
),

weighed_changes as (
    select
        *,
        case
            when stock <> 0 or on_reconciliation <> 0 or on_cogs <> 0 or on_revenue <> 0 then 'Y'
            when moved_before <> moved_now or booked_before <> booked_now then 'Y'
            when moved_now and move_date_before <> move_date_now then 'Y'
            when booked_now and acct_date_before <> acct_date_now then 'Y'
            when differs_state and (moved_before or booked_before or moved_now or booked_now) then 'Y'
            when differs_cost and had_stock and (value_before is distinct from value_now) then 'Y'
            else 'N'
        end as bears
    from document_changes
    where differs_state or differs_date or differs_quantity or differs_cost or differs_sales or differs_status
)

select
    weighed_changes.doc_type,                                                         -- Type
    weighed_changes.ref,                                                              -- Reference
    weighed_changes.contact,                                                          -- Customer, supplier or reason
    concat_ws(
        ', ',
        case
            when weighed_changes.differs_state and weighed_changes.state_before = 'unknown' then 'new'
            when weighed_changes.differs_state and weighed_changes.state_now = 'live' then 'back'
            when weighed_changes.differs_state then weighed_changes.state_now
        end,
        case when weighed_changes.differs_date then 'date' end,
        case when weighed_changes.differs_quantity then 'quantity' end,
        case when weighed_changes.differs_cost then 'cost' end,
        case when weighed_changes.differs_sales then 'amount' end,
        case when weighed_changes.differs_status then 'status' end
    ) as changes,                                                                     -- What changed
    weighed_changes.bears,                                                            -- Affects the month
    cast(weighed_changes.stock as decimal(18, 2)) as on_stock,                        -- Stock
    cast(weighed_changes.on_reconciliation as decimal(18, 2)) as on_reconciliation,   -- Reconciliation
    cast(weighed_changes.on_cogs as decimal(18, 2)) as on_cogs,                       -- COGS
    cast(weighed_changes.on_revenue as decimal(18, 2)) as on_revenue,                 -- Revenue
    weighed_changes.state_before,                                                     -- State (as signed)
    weighed_changes.state_now,                                                        -- State (now)
    weighed_changes.move_date_before,                                                 -- Stock moved (as signed)
    weighed_changes.move_date_now,                                                    -- Stock moved (now)
    weighed_changes.acct_date_before,                                                 -- Booked (as signed)
    weighed_changes.acct_date_now,                                                    -- Booked (now)
    weighed_changes.qty_ordered_before,                                               -- Ordered (as signed)
    weighed_changes.qty_ordered_now,                                                  -- Ordered (now)
    weighed_changes.qty_moved_before,                                                 -- Moved (as signed)
    weighed_changes.qty_moved_now,                                                    -- Moved (now)
    weighed_changes.value_before,                                                     -- Stock value (as signed)
    weighed_changes.value_now,                                                        -- Stock value (now)
    weighed_changes.cogs_before,                                                      -- COGS (as signed)
    weighed_changes.cogs_now,                                                         -- COGS (now)
    weighed_changes.sales_before,                                                     -- Sales (as signed)
    weighed_changes.sales_now,                                                        -- Sales (now)
    weighed_changes.status_before,                                                    -- Accounting status (as signed)
    weighed_changes.status_now,                                                       -- Accounting status (now)
    case weighed_changes.bears when 'Y' then 'not_as_signed' else 'went_on_since' end as reason_code,  -- Why it is here
    weighed_changes._dataset,
    weighed_changes._landing,
    weighed_changes._line
from weighed_changes
order by
    weighed_changes.bears desc,
    abs(weighed_changes.stock)
    + abs(weighed_changes.on_reconciliation)
    + abs(weighed_changes.on_cogs)
    + abs(weighed_changes.on_revenue) desc,
    weighed_changes.doc_type,
    weighed_changes.ref
