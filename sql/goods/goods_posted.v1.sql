-- Goods posted: the amounts that the ledger contains for each purchase, supplier credit and adjustment on inventory and on payables.
--
-- since: 2000-01
-- grain: one row for each purchase, supplier credit or adjustment that the ledger refers to
-- key:   doc_type, ref_key
-- rule:  bridge.md#what-each-document-does-to-the-ledger
--        `effect` is the net debit on inventory, `landed` is the landed cost included in it, and `billed` is the net credit on payables

with

entries as (
    select doc_type, ref_key, role, kind, net
    from ledger_matches
    where
        role in ('inventory', 'payable')
        and kind <> 'accrual'
        and doc_type in ('PO', 'SCN', 'ADJ')
    union all
    select 'PO' as doc_type, ref_key, 'inventory' as role, 'bill' as kind, net
    from inherited_entries
)

select
    doc_type,
    ref_key,
    cast(sum(case when role = 'inventory' then net end) as decimal(18, 2)) as effect,
    sum(case when role = 'payable' then -net end) as billed,
    sum(case when role = 'inventory' and kind = 'journal' and doc_type = 'PO' then net else 0 end) as landed
from entries
group by
    doc_type,
    ref_key
