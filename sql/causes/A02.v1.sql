-- Adjustment booked in another month: the month end lies between its Completed Date and its Accounting Adjustment
--        Date.
--
-- since:  2000-01
-- cause:  A02
-- rule:   causes-adjustments.md#a02-adjustment-booked-in-another-month
-- effect: stock higher or lower by its total; where the reconciliation lists adjustments by their Completed Date, inventory of
--         the ledger instead
-- timing: clears by itself on the later of the two dates

select
    'A02' as cause_id,
    30 as precedence,
    case when leg1 = 0 and leg2 <> 0 then 'ledger' else 'stock' end as side,
    doc_type,
    ref,
    cast(abs(case when leg1 <> 0 then leg1 when leg2 <> 0 then leg2 else value end) as decimal(18, 2)) as amount,
    cast(leg1 as decimal(18, 2)) as leg1,
    cast(case when leg1 = 0 then leg2 else 0 end as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from stock_effects
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
