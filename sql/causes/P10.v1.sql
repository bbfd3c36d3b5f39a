-- Bill keyed by hand and also synced: a bill under the same supplier and number stands beside the one that Omni
--        synced.
--
-- since:  2000-01
-- cause:  P10
-- rule:   causes-purchases.md#p10-bill-keyed-by-hand-and-also-synced
-- effect: stock lower: inventory and payables of the ledger higher
-- timing: permanent

with

lines as (
    -- A bill is one finding, with its total, however many lines it was keyed over.
    select
        doc_type, ref, -sum(net) as effect, 'ledger_entries' as dataset, 'line' as side, _landing, min(_line) as _line
    from ledger_lines_alone
    where cause_id = 'P10'
    group by doc_type, ref, entry_date, reference, _landing
    union all
    select doc_type, ref, leg2 as effect, dataset, 'ledger' as side, _landing, _line
    from stock_effects
    where
        doc_type in ('PO', 'SCN')
        and not is_void
        and bills > 1
        and are_bills_alike
        and leg2 * value < 0
        and smallest_bill < 2 * abs(leg2)
)

select
    'P10' as cause_id,
    30 as precedence,
    side,
    doc_type,
    ref,
    cast(abs(effect) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(effect as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from lines
