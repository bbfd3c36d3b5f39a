-- Bill left draft: Omni says imported, the ledger holds a draft that no report shows.
--
-- since:  2000-01
-- cause:  P07
-- rule:   causes-purchases.md#p07-bill-left-draft
-- effect: stock higher: inventory and payables of the ledger lower
-- timing: permanent

select
    'P07' as cause_id,
    20 as precedence,
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
    and leg2 <> 0
    and bills = 0
    and (is_draft_there or expects_drafts)
