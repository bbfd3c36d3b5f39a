-- Voided on one side only: the purchase order or its bill is void in one system but not in the other.
--
-- since:  2000-01
-- rule:   causes-purchases.md#p23-voided-on-one-side-only
-- precedence: ledger 10, purged 10
-- effect: Omni stock is lower if the document is void in Omni, and higher if it is void in the ledger. Inventory and payables differ.
-- timing: permanent

select
    'ledger' as side,
    doc_type,
    ref,
    leg2,
    dataset,
    _landing,
    _line
from ledger_effects
where
    doc_type in ('PO', 'SCN')
    and leg2 <> 0
    and (
        (is_void and is_posted)
        or (is_void_there and not is_live_there and not is_draft_there and bills = 0)
        or (not is_void and bills = 0 and is_listed and not is_draft_there and not is_dated_later and not expects_drafts)
    )
union all
select
    'purged' as side,
    doc_type,
    ref,
    -sum(net) as leg2,
    'ledger_entries' as dataset,
    min(_landing) as _landing,
    min(_line) as _line
from ledger_lines_alone
where
    cause_id = 'P23'
    and is_purged
group by
    doc_type,
    ref
