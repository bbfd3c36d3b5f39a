-- Bill differs: the price, quantity, discount or tax was edited on one side after the sync.
--
-- since:  2000-01
-- rule:   causes-purchases.md#p09-bill-differs
-- precedence: ledger 50
-- effect: Inventory and payables in the ledger differ by the difference between the two amounts.
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
    doc_type in ('PO', 'SCN', 'ADJ')
    and not is_void
    and abs(leg2) > 0.02
    and is_posted
