-- Exchange rates differ: the bill is in a foreign currency and the ledger converted it at another rate.
--
-- since:  2000-01
-- cause:  P08
-- rule:   causes-purchases.md#p08-exchange-rates-differ
-- effect: Omni less ledger: inventory now, COGS later
-- timing: permanent

select
    'P08' as cause_id,
    40 as precedence,
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
    doc_type in ('PO', 'SCN')
    and not is_void
    and abs(leg2) > 0.02
    and bills > 0
    and is_foreign
