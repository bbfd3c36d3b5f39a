-- Manual journal to stock or sales: an inventory or revenue entry does not refer to an Omni document.
--
-- since:  2000-01
-- precedence: line 10
-- rule:   causes-ledger.md#g01-manual-journal-to-stock-or-sales
-- effect: Inventory in the ledger differs by the net debit of the entry.
-- timing: permanent

select
    doc_type,
    ref,
    net as amount,
    case when role = 'inventory' then -net else 0 end as leg2,
    case when role = 'revenue' and is_in_month then net else 0 end as revenue,
    'ledger_entries' as dataset,
    _landing,
    _line
from ledger_lines_alone
where cause_id = 'G01'
