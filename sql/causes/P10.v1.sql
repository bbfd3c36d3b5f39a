-- Bill entered by hand and also synced: the ledger has a second bill with the same supplier and number as the one that Omni
--        synced.
--
-- since:  2000-01
-- precedence: ledger 30, line 30
-- rule:   causes-purchases.md#p10-bill-entered-by-hand-and-also-synced
-- effect: Omni stock is lower. Inventory and payables in the ledger are too high.
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
    and not is_void
    and bills > 1
    and are_bills_alike
    and leg2 * value < 0
    and smallest_bill < 2 * abs(leg2)
union all
-- Each bill is one finding for its total, however many lines it has.
select
    'line' as side,
    doc_type,
    ref,
    -sum(net) as leg2,
    'ledger_entries' as dataset,
    _landing,
    min(_line) as _line
from ledger_lines_alone
where cause_id = 'P10'
group by
    doc_type,
    ref,
    entry_date,
    reference,
    _landing
