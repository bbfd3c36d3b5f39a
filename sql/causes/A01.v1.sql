-- Adjustment completed, not uploaded: stock changed and there is no journal, for want of an Accounting Adjustment
--        Date or of the upload.
--
-- since:  2000-01
-- cause:  A01
-- rule:   causes-adjustments.md#a01-adjustment-completed-not-uploaded
-- effect: stock higher or lower by its total; where the reconciliation lists it, inventory and expense of the ledger
-- timing: permanent

with

measured as (
    select *, leg1 as effect1, cast(0 as decimal(18, 2)) as effect2, 'stock' as side
    from stock_effects
    where
        doc_type = 'ADJ'
        and moved
        and (leg1 <> 0 or (leg2 = 0 and not is_posted and value <> 0 and acct_date is null))
        and (acct_date is null or (booked and not is_listed))
    union all
    select *, cast(0 as decimal(18, 2)) as effect1, leg2 as effect2, 'ledger' as side
    from stock_effects
    where
        doc_type = 'ADJ'
        and is_listed
        and not is_posted
        and leg2 <> 0
        and (acct_date is null or booked)
)

select
    'A01' as cause_id,
    20 as precedence,
    side,
    doc_type,
    ref,
    cast(coalesce(nullif(abs(effect1) + abs(effect2), 0), abs(value)) as decimal(18, 2)) as amount,
    cast(effect1 as decimal(18, 2)) as leg1,
    cast(effect2 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from measured
cross join settings_in_force
where
    settings_in_force.inventory_method = 'perpetual'
    and not is_void
    and not is_draft
    and not is_open_auto
