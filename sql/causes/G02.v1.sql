-- Bill or payment coded to stock or sales: a bill, spend or receive money line on inventory or revenue that names no
--        Omni document.
--
-- since:  2000-01
-- cause:  G02
-- rule:   causes-ledger.md#g02-bill-or-payment-coded-to-stock-or-sales
-- effect: less its net debit: inventory of the ledger
-- timing: permanent

with

lines as (
    select *
    from ledger_lines_alone
    where cause_id = 'G02'
)

select
    'G02' as cause_id,
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
from lines
