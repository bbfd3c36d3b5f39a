-- Bill or payment coded to stock or sales: a bill, spend money or receive money line is posted to inventory or revenue and does not
--        refer to an Omni document.
--
-- since:  2000-01
-- rule:   causes-ledger.md#g02-bill-or-payment-coded-to-stock-or-sales
-- precedence: line 10
-- effect: Inventory in the ledger differs by the net debit of the line.
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
where cause_id = 'G02'
