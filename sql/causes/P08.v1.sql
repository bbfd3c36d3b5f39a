-- Exchange rates differ: the bill is in a foreign currency, and the ledger converted it at a different rate.
--
-- since:  2000-01
-- rule:   causes-purchases.md#p08-exchange-rates-differ
-- precedence: ledger 40
-- effect: Inventory now differs by the exchange difference, and COGS will differ later.
-- timing: permanent

select
    doc_type,
    ref,
    leg2,
    dataset,
    _landing,
    _line
from ledger_effects
where
    doc_type in ('PO', 'SCN')
    and not is_void
    and abs(leg2) > 0.02
    and bills > 0
    and is_foreign
