-- Document states: every document in its latest known state, with its effect on the month's stock, COGS and revenue.
--
-- since: 2000-01
-- key:   doc_type, ref_key
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries
-- rule:  bridge.md#what-each-document-does-to-stock, bridge.md#what-each-document-does-to-the-reconciliation
--        An imported purchase also counts if its month was exported before it was imported. COGS and revenue cover documents
--        booked in the month. Void, draft and vanished documents have no effect

with

reconciled_effects as (
    select
        case section
            when 'supplier_credit_notes' then 'SCN'
            when 'stock_adjustments' then 'ADJ'
            else 'PO'
        end as doc_type,
        ref_key,
        sum(coalesce(debit, 0) - coalesce(credit, 0)) as effect
    from stock_reconciliation_entries
    where
        period <= $period
        and entry_date <= $period_end
        and section in ('purchase_orders', 'additional_costs', 'supplier_credit_notes', 'stock_adjustments')
    group by
        1,
        2
),

states as (
    select
        documents.*,
        sale_costs.cogs,
        sale_costs.cogs_date,
        reconciled_effects.effect as listed,
        case
            when documents.is_void then 'void'
            when documents.is_draft then 'draft'
            when documents.vanished then 'gone'
            else 'live'
        end as state
    from documents
    left join sale_costs
        on sale_costs.ref_key = documents.ref_key
        and documents.doc_type in ('SO', 'CN')
    left join reconciled_effects
        on reconciled_effects.doc_type = documents.doc_type
        and reconciled_effects.ref_key = documents.ref_key
),

unread_costs as (
    -- Documents whose cost is listed but cannot be read.
    select distinct ref_key
    from unreadable_rows
    where
        dataset = 'cogs_entries'
        and period <= $period
)

select
    states.doc_type,                                                                  -- Type
    states.ref,                                                                       -- Reference
    states.ref_key,                                                                   -- Key
    states.contact,                                                                   -- Customer, supplier or reason
    states.created_date,                                                              -- Created
    states.move_date,                                                                 -- Stock moved
    states.acct_date,                                                                 -- Booked
    cast(states.qty_ordered as decimal(18, 4)) as qty_ordered,                        -- Ordered
    cast(states.qty_moved as decimal(18, 4)) as qty_moved,                            -- Moved
    states.status,                                                                    -- Accounting status
    states.state,                                                                     -- State
    cast(states.value as decimal(18, 2)) as value,                                    -- Stock value
    cast(states.cogs as decimal(18, 2)) as cogs,                                      -- COGS
    cast(case when states.doc_type in ('SO', 'CN') then states.amount end as decimal(18, 2)) as sales,  -- Sales
    states.file_period,                                                               -- Last in the exports for
    cast(case when states.state = 'live' then states.omni_effect else 0 end as decimal(18, 2)) as on_stock,  -- Stock on hand
    cast(
        case
            when states.state <> 'live' then 0
            when unread_costs.ref_key is not null then null
            when states.doc_type in ('SO', 'CN')
                then case when states.cogs_date <= $period_end then -coalesce(states.cogs, 0) else 0 end
            when states.listed is not null then states.listed
            when states.booked and states.status = 'IMPORTED'
                then case when states.lacks_value then states.value else coalesce(states.value, 0) end
            else 0
        end as decimal(18, 2)
    ) as on_reconciliation,                                                           -- Stock reconciliation
    cast(
        case
            when states.state = 'live' and unread_costs.ref_key is not null then null
            when states.state = 'live' and states.cogs_date between $period_start and $period_end
                then coalesce(states.cogs, 0)
            else 0
        end as decimal(18, 2)
    ) as on_cogs,                                                                     -- COGS of the month
    cast(
        case
            when
                states.state = 'live' and states.doc_type in ('SO', 'CN')
                and states.acct_date between $period_start and $period_end
                then case when states.lacks_value then states.amount else coalesce(states.amount, 0) end
            else 0
        end as decimal(18, 2)
    ) as on_revenue,                                                                  -- Revenue of the month
    states.dataset as _dataset,
    states._landing,
    states._line
from states
left join unread_costs
    on unread_costs.ref_key = states.ref_key
    and states.doc_type in ('SO', 'CN')
order by
    states.doc_type,
    states.ref_key
