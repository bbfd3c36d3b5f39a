-- Invoice without an Omni document: the ledger contains an invoice that is not in any Omni export. It is usually a void invoice
--        that Omni has purged.
--
-- since:  2000-01
-- rule:   causes-sales.md#s23-invoice-without-an-omni-document
-- precedence: line 10
-- effect: Revenue and receivables in the ledger are too high.
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
where cause_id = 'S23'
