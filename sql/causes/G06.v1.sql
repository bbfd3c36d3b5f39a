-- Reference truncated by QuickBooks: QuickBooks keeps only 21 characters of a reference. The entry is matched by those.
--
-- since:  2000-01
-- precedence: cut 10
-- kind:   info
-- rule:   causes-ledger.md#g06-reference-truncated-by-quickbooks
-- effect: There is no effect. The entry is listed in its month.
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
