-- Manual journal straight to stock or sales: an entry on inventory or revenue that names no Omni document.
--
-- since:  2000-01
-- cause:  G01
-- rule:   causes-ledger.md#g01-manual-journal-straight-to-stock-or-sales
-- effect: less its net debit: inventory of the ledger
-- timing: permanent

select
    'G01' as cause_id,
    10 as precedence,
    'line' as side,
    doc_type,
    ref,
    cast(abs(net) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(case when role = 'inventory' then -net else 0 end as decimal(18, 2)) as leg2,
    cast(case when role = 'revenue' and is_in_month then net else 0 end as decimal(18, 2)) as revenue,
    'ledger_entries' as dataset,
    _landing,
    _line
from ledger_lines_alone
where cause_id = 'G01'
