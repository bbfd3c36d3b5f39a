-- Bill left draft: Omni says imported, the ledger holds a draft that no report shows.
--
-- since:  2000-01
-- rule:   causes-purchases.md#p07-bill-left-draft
-- precedence: ledger 20
-- effect: stock higher: inventory and payables of the ledger lower
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
