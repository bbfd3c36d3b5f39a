-- Adjustment booked in another month: the month end falls between its Completed Date and its Accounting Adjustment
--        Date.
--
-- since:  2000-01
-- rule:   causes-adjustments.md#a02-adjustment-booked-in-another-month
-- precedence: stock 30, ledger 30
-- effect: Omni stock differs by the total of the adjustment. If the reconciliation lists adjustments by Completed Date, inventory
--         in the ledger differs instead.
-- timing: clears automatically on the later of the two dates

select
    case when leg1 = 0 and leg2 <> 0 then 'ledger' else 'stock' end as side,
    doc_type,
    ref,
    case when leg1 <> 0 then leg1 when leg2 <> 0 then leg2 else value end as amount,
    leg1,
    case when leg1 = 0 then leg2 else 0 end as leg2,
    dataset,
    _landing,
    _line
from goods_effects
cross join settings_in_force
where
    settings_in_force.inventory_method = 'perpetual'
    and doc_type = 'ADJ'
    and not is_void
    and not is_draft
    and not is_open_auto
    and moved <> booked
    and acct_date is not null
    and value <> 0
