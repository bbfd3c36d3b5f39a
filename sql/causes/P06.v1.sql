-- Purchase order not imported: it is dated, and its accounting status is Not Imported, Error or Do Not Import.
--
-- since:  2000-01
-- cause:  P06
-- rule:   causes-purchases.md#p06-purchase-order-not-imported
-- effect: stock higher, inventory and payables of the ledger lower
-- timing: permanent

select
    'P06' as cause_id,
    50 as precedence,
    'stock' as side,
    doc_type,
    ref,
    cast(abs(case when leg1 <> 0 then leg1 else value end) as decimal(18, 2)) as amount,
    cast(leg1 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from stock_effects
where
    doc_type = 'PO'
    and not is_void
    and not is_draft
    and booked
    and coalesce(status, 'NOT_IMPORTED') <> 'IMPORTED'
    and (leg1 <> 0 or not moved)
    and (not is_listed or moved)
union all
select
    'P06' as cause_id,
    45 as precedence,
    'ledger' as side,
    doc_type,
    ref,
    cast(abs(leg2) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(leg2 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from stock_effects
where
    doc_type = 'PO'
    and not is_void
    and not is_draft
    and booked
    and coalesce(status, 'NOT_IMPORTED') <> 'IMPORTED'
    and not is_listed
    and is_posted
    and leg2 <> 0
