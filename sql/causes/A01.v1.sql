-- Adjustment completed, not uploaded: stock has changed but there is no journal, because the Accounting Adjustment Date is
--        missing or the adjustment was not uploaded.
--
-- since:  2000-01
-- precedence: stock 20, ledger 20
-- rule:   causes-adjustments.md#a01-adjustment-completed-not-uploaded
-- effect: Omni stock differs by the total of the adjustment. If the reconciliation lists it, inventory and expense in the ledger
--         differ instead.
-- timing: permanent

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
from goods_effects
cross join settings_in_force
where
    settings_in_force.inventory_method = 'perpetual'
    and doc_type = 'ADJ'
    and not is_void
    and not is_draft
    and not is_open_auto
    and moved
    and (leg1 <> 0 or (leg2 = 0 and not is_posted and value <> 0 and acct_date is null))
    and (acct_date is null or (booked and not is_listed))
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
from ledger_effects
cross join settings_in_force
where
    settings_in_force.inventory_method = 'perpetual'
    and doc_type = 'ADJ'
    and not is_void
    and not is_draft
    and not is_open_auto
    and is_listed
    and not is_posted
    and leg2 <> 0
    and (acct_date is null or booked)
