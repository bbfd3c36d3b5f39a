-- Invoice without an Omni document: the ledger holds an invoice that no export of Omni holds: most often a void that
--        Omni has purged.
--
-- since:  2000-01
-- cause:  S23
-- rule:   causes-sales.md#s23-invoice-without-an-omni-document
-- effect: revenue and receivables of the ledger higher
-- timing: permanent

with

lines as (
    select *
    from ledger_lines_alone
    where cause_id = 'S23'
)

select
    'S23' as cause_id,
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
