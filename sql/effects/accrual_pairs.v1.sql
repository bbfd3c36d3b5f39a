-- Accrual pairs: what each document accrues at month end, as one amount with the role to debit and the role to credit.
--
-- since: 2000-01
-- grain: one row for each document, quadrant and pair of roles, also of 0.00
-- key:   doc_type, ref, quadrant_code, debit_role
-- rule:  timing.md#accruals
--        Sales of which no export states the cost are not accrued, because revenue without its cost would overstate the margin, and
--        neither are purchases whose value is unknown

with

open_sales as (
    -- The share of each order that has moved, by quantity. The other part is accrued or deferred (timing.md#accruals).
    select
        doc_type, ref, contact, move_date, acct_date, status, booked, amount, -omni_effect as cost, lacks_value, _landing, _line,
        cast(
            case
                when qty_by_end is not null and qty_ordered <> 0 then least(greatest(qty_by_end / qty_ordered, 0), 1)
                when move_date > $period_end or coalesce(created_date > $period_end, false) then 0
                when qty_ordered <> 0 and (moved or qty_moved <> qty_ordered) then least(greatest(qty_moved / qty_ordered, 0), 1)
                when moved or qty_moved <> 0 then 1
                else 0
            end as decimal(38, 12)
        ) as moved_share
    from documents
    where
        doc_type = 'SO'
        and not is_void
        and not is_draft
),

open_purchases as (
    -- The quantity received less the quantity billed (timing.md#accruals). A dated order that is not synced has to be synced, not
    -- accrued. Goods that are on the bill of the original order count as billed. The goods of a duplicate are not in transit.
    select
        doc_type, ref, contact, move_date, acct_date, is_twin, _landing, _line,
        omni_effect - case when (booked and not is_inherited) or is_posted or is_billed_there then coalesce(value, 0) else 0 end as due
    from goods_effects
    where
        doc_type = 'PO'
        and not is_void
        and not is_draft
        and (not booked or status = 'IMPORTED' or is_listed or is_posted)
)

select
    'received_not_billed' as quadrant_code, doc_type, ref, contact, move_date, acct_date, cast(due as decimal(18, 4)) as amount,
    'inventory' as debit_role, 'payable' as credit_role, _landing, _line
from open_purchases
where due > 0
union all
select
    'billed_not_received' as quadrant_code, doc_type, ref, contact, move_date, acct_date, cast(-due as decimal(18, 4)) as amount,
    'goods_in_transit' as debit_role, 'inventory' as credit_role, _landing, _line
from open_purchases
where due < 0 and not is_twin
union all
select
    'dispatched_not_invoiced' as quadrant_code, doc_type, ref, contact, move_date, acct_date,
    cast(round(amount * moved_share, 2) as decimal(18, 4)) as amount,
    'receivable' as debit_role, 'revenue' as credit_role, _landing, _line
from open_sales
where not booked and moved_share > 0 and not lacks_value
union all
select
    'dispatched_not_invoiced' as quadrant_code, doc_type, ref, contact, move_date, acct_date, cast(cost as decimal(18, 4)) as amount,
    'cogs' as debit_role, 'inventory' as credit_role, _landing, _line
from open_sales
where not booked and moved_share > 0
union all
select
    'invoiced_not_dispatched' as quadrant_code, doc_type, ref, contact, move_date, acct_date,
    cast(round(amount * (1 - moved_share), 2) as decimal(18, 4)) as amount,
    'revenue' as debit_role, 'deferred_revenue' as credit_role, _landing, _line
from open_sales
where booked and moved_share < 1 and coalesce(status, 'NOT_IMPORTED') = 'IMPORTED'
