-- Reference cut by QuickBooks: QuickBooks keeps 21 characters; the match is by what is left.
--
-- since:  2000-01
-- cause:  G06
-- kind:   info
-- rule:   causes-ledger.md#g06-reference-cut-by-quickbooks
-- effect: none; it is listed in the month of the entry
-- timing: permanent

select
    'G06' as cause_id,
    10 as precedence,
    'cut' as side,
    doc_type,
    ref_key as ref,
    cast(0 as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
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
