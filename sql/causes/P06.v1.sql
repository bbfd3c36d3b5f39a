-- Purchase order not imported: the order has an Invoice Date, but its accounting status is Not Imported, Error or Do Not Import.
--
-- since:  2000-01
-- precedence: stock 60, ledger 45
-- rule:   causes-purchases.md#p06-purchase-order-not-imported
-- effect: Omni stock is higher. Inventory and payables in the ledger are too low.
-- timing: permanent

with

unsynced as (
    select *
    from goods_effects
    where
        doc_type = 'PO'
        and not is_void
        and not is_draft
        and booked
        and coalesce(status, 'NOT_IMPORTED') <> 'IMPORTED'
)

select
    'stock' as side,
    doc_type,
    ref,
    case when leg1 <> 0 then leg1 else value end as amount,
    leg1,
    0 as leg2,
    dataset,
    _landing,
    _line
from unsynced
where
    (leg1 <> 0 or not moved)
    and (not is_listed or moved)
union all
select
    'ledger' as side,
    doc_type,
    ref,
    leg2 as amount,
    0 as leg1,
    leg2,
    dataset,
    _landing,
    _line
from unsynced
where
    not is_listed
    and is_posted
    and leg2 <> 0
