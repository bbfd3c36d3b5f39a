-- Bill left in draft: Omni shows it as imported, but in the ledger it is still a draft, which reports leave out.
--
-- since:  2000-01
-- precedence: ledger 20
-- rule:   causes-purchases.md#p07-bill-left-in-draft
-- effect: Omni stock is higher. Inventory and payables in the ledger are too low.
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
    and leg2 <> 0
    and bills = 0
    and (is_draft_there or expects_drafts)
