-- Reference truncated by QuickBooks: QuickBooks keeps 21 characters, and the entry is matched by those.
--
-- since:  2000-01
-- precedence: cut 10
-- kind:   info
-- rule:   causes-ledger.md#g06-reference-truncated-by-quickbooks
-- effect: None. It is listed in the month of the entry.
-- timing: permanent

select
    doc_type,
    ref_key as ref,
    0 as amount,
    'ledger_entries' as dataset,
    min(_landing) as _landing,
    min(_line) as _line
from ledger_cuts
where
    doc_type <> 'BATCH'
    and is_in_month
group by
    doc_type,
    ref_key
