-- Bill keyed by hand and also synced: a bill under the same supplier and number stands beside the one that Omni
--        synced.
--
-- since:  2000-01
-- cause:  P10
-- effect: stock lower: inventory and payables of the ledger higher
-- timing: permanent

with

lines as (
    select doc_type, ref, -net as effect, 'ledger_entries' as dataset, 'line' as side, _landing, _line
    from ledger_lines_alone
    where cause_id = 'P10'
    union all
    select doc_type, ref, leg2 as effect, dataset, 'ledger' as side, _landing, _line
    from stock_effects
    where
        doc_type in ('PO', 'SCN')
        and not is_void
        and bills > 1
        and leg2 <> 0
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
