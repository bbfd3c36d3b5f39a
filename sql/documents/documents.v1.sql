-- Documents: every order, credit note, purchase, supplier credit and adjustment, in its latest known state at the period end.
--
-- since: 2000-01
-- grain: one row for each document
-- key:   doc_type, ref_key
-- rule:  balances.md#dates, bridge.md#what-each-document-does-to-stock, statuses-and-flags.md#void-draft-and-vanished,
--        movements.md#dates-of-part-movements
--        `moved` is true if the stock date is on or before the period end, and `booked` if the accounting date is. `value` is signed. It is
--        the cost of a sale, the landed value of a purchase or the total of an adjustment. `omni_effect` is the document's effect on Omni's
--        stock by the period end, positive if it increases stock. `is_refund_only` marks a completed and dated credit note with no units
--        returned. `is_quantity_off` means that the quantity moved differs from the quantity ordered, on a line or in total. Order lines
--        are used if they add up to the quantity in the report. `is_in_part` marks such a document if it has moved or is booked, or if some
--        of it moved without either date. `qty_by_end` is the quantity that stock movements prove for a document that has not moved in
--        full by the period end, with the sign of `qty_moved`. It is blank if no movements are known or they do not add up.
--        `part_date` is the date of the first of them. `lacks_value` is true if the export states no cost or value of any document. The
--        effect on stock is then blank for a document that moved. `lacks_sales_reference` and `lacks_number` are true if the export
--        has no column for the Sales Reference or for the supplier's number, so that a blank proves nothing.
--        A document vanishes only if a report no longer lists it, because a list of the API need not contain every open document

with

all_documents as (
    select
        doc_type, order_ref as ref, ref_key, customer as contact, created_date, move_date, acct_date, status,
        qty_ordered, qty_moved, cost as value, sales as amount, sales_incl as amount_incl,
        payment_batch_ref, lacks_batches, sales_reference, _absent like '%|sales_reference|%' as lacks_sales_reference,
        coalesce(_absent like '%|cost|%', false) as lacks_value,
        cast(null as varchar) as supplier_inv_no, true as lacks_number, cast(null as decimal(18, 4)) as landing_costs,
        source, currency, coalesce(is_void, false) as is_void, false as is_draft, false as is_auto,
        'sales_documents' as dataset, period as file_period, _landing, _line
    from sales_with_batches
    union all
    select
        doc_type, order_ref as ref, ref_key, supplier as contact, created_date, move_date, acct_date, status,
        qty_ordered, qty_moved, purchases_total as value, purchases_total as amount, total_incl as amount_incl,
        cast(null as varchar) as payment_batch_ref, false as lacks_batches, cast(null as varchar) as sales_reference,
        true as lacks_sales_reference,
        coalesce(_absent like '%|purchases_total|%', false) as lacks_value,
        supplier_inv_no,
        coalesce(_absent like '%|supplier_inv_no|%', false) as lacks_number,
        landing_costs,
        cast(null as varchar) as source,
        currency,
        coalesce(is_void, false) as is_void,
        coalesce(lower(po_status) = 'draft', false) as is_draft,
        false as is_auto,
        'purchase_documents' as dataset, period as file_period, _landing, _line
    from purchases_with_status
    union all
    select
        'ADJ' as doc_type, reference as ref, ref_key, reason as contact, created_date, move_date, acct_date,
        cast(null as varchar) as status,
        qty as qty_ordered, qty as qty_moved, total as value, total as amount, total as amount_incl,
        cast(null as varchar) as payment_batch_ref, false as lacks_batches, cast(null as varchar) as sales_reference,
        true as lacks_sales_reference, false as lacks_value,
        cast(null as varchar) as supplier_inv_no, true as lacks_number, cast(null as decimal(18, 4)) as landing_costs,
        source, cast(null as varchar) as currency, coalesce(is_void, false) as is_void, false as is_draft,
        coalesce(is_auto, false) as is_auto,
        'stock_adjustments' as dataset, period as file_period, _landing, _line
    from stock_adjustments_as_known
),

newest_exports as (
    select
        dataset,
        max(period) as period
    from landings
    where
        period <= $period
        and loader not in ('omni.api_sales', 'omni.api_credits', 'omni.api_purchases')
    group by dataset
),

dated_documents as (
    select
        all_documents.*,
        coalesce(all_documents.move_date <= $period_end, false) as moved,
        coalesce(all_documents.acct_date <= $period_end, false) as booked,
        coalesce(
            all_documents.doc_type = 'CN'
            and all_documents.move_date <= $period_end
            and all_documents.acct_date <= $period_end
            and all_documents.qty_moved = 0,
            false
        ) as is_refund_only,
        coalesce(all_documents.created_date > $period_end, false) as is_not_yet,
        all_documents.is_auto and all_documents.move_date is null as is_open_auto,
        coalesce(all_documents.file_period < newest_exports.period, false) as is_older,
        case
            when all_documents.dataset = 'sales_documents' then coalesce(cogs_conditions.is_quantity_off, false)
            else coalesce(all_documents.qty_ordered <> all_documents.qty_moved, false)
        end as is_quantity_off,
        cogs_conditions.failing_condition,
        order_line_costs.cost as line_cost,
        case when all_documents.doc_type in ('SO', 'CN') then -1 else 1 end * movement_sums.units_by_end as qty_by_end,
        case when movement_sums.units_by_end <> 0 then movement_sums.first_date end as part_date
    from all_documents
    left join newest_exports on newest_exports.dataset = all_documents.dataset
    left join order_line_costs
        on order_line_costs.ref_key = all_documents.ref_key
        and order_line_costs.qty_moved = abs(all_documents.qty_moved)
        and all_documents.dataset = 'sales_documents'
    left join cogs_conditions
        on cogs_conditions._landing = all_documents._landing
        and cogs_conditions._line = all_documents._line
        and all_documents.dataset = 'sales_documents'
    left join movement_sums
        on movement_sums.ref_key = all_documents.ref_key
        and movement_sums.is_dated
        and movement_sums.units = case when all_documents.doc_type in ('SO', 'CN') then -1 else 1 end * all_documents.qty_moved
        and all_documents.doc_type <> 'ADJ'
        and not coalesce(all_documents.move_date <= $period_end, false)
),

costed_documents as (
    -- For sales that are only partly sent or returned, use the cost of those units from the order lines or, failing that, their share
    -- of the document's cost. Stock movements limit them to the units of which the date is known to be in the period.
    select
        dated_documents.*,
        case
            when
                doc_type in ('SO', 'CN')
                and (qty_by_end is not null or (move_date is null and not is_not_yet))
                and qty_moved <> 0
                and qty_ordered <> 0
                then
                    coalesce(
                        cast(sign(qty_moved) * line_cost * coalesce(qty_by_end / qty_moved, 1) as decimal(18, 2)),
                        cast(cast(value as decimal(38, 4)) * coalesce(qty_by_end, qty_moved) / qty_ordered as decimal(18, 2))
                    )
        end as part_value
    from dated_documents
)

select
    * exclude (is_auto, is_older, is_not_yet, line_cost, part_value),
    is_quantity_off and not is_refund_only and not is_not_yet
    and (moved or booked or (coalesce(qty_moved, 0) <> 0 and move_date is null and acct_date is null)) as is_in_part,
    is_older and not is_void
    and (move_date is null or acct_date is null or is_quantity_off or coalesce(status in ('NOT_IMPORTED', 'ERROR'), false)) as vanished,
    cast(
        case
            when is_void or is_draft then 0
            when lacks_value and (moved or qty_by_end <> 0 or (coalesce(qty_moved, 0) <> 0 and move_date is null and not is_not_yet))
                then case when coalesce(qty_by_end, qty_moved) = 0 then 0 end
            when doc_type in ('SO', 'CN') and moved then case when qty_moved = 0 then 0 else -coalesce(value, 0) end
            when doc_type in ('SO', 'CN') then coalesce(-part_value, 0)
            when is_open_auto then case when created_date <= $period_end then coalesce(value, 0) else 0 end
            when qty_by_end is not null and qty_ordered <> 0
                then cast(cast(value as decimal(38, 4)) * qty_by_end / qty_ordered as decimal(18, 2))
            when doc_type in ('PO', 'SCN') and qty_ordered <> qty_moved and qty_ordered <> 0
                then
                    case
                        when moved or (move_date is null and not is_not_yet)
                            then cast(cast(value as decimal(38, 4)) * qty_moved / qty_ordered as decimal(18, 2))
                        else 0
                    end
            when moved then coalesce(value, 0)
            else 0
        end as decimal(18, 2)
    ) as omni_effect,
    cast(
        case
            when is_void or is_draft then 0
            when is_open_auto then case when created_date <= $period_end then coalesce(qty_ordered, 0) else 0 end
            when qty_by_end is not null then case when doc_type in ('SO', 'CN') then -1 else 1 end * qty_by_end
            when moved or (move_date is null and not is_not_yet)
                then case when doc_type in ('SO', 'CN') then -1 else 1 end * coalesce(qty_moved, 0)
            else 0
        end as decimal(18, 4)
    ) as units_moved
from costed_documents
