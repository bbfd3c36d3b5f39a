-- Accrual effects: the amounts that Tieout's own accrual journals and their reversals have left in the ledger for each document by the
-- month end.
--
-- since: 2000-01
-- grain: one row for each document with an accrual left in the ledger
-- key:   doc_type, ref
-- rule:  timing.md#our-own-accruals
--        `accrued` is the balance of this month's journal on inventory at the month end, and `left_over` is the balance of earlier
--        journals. `revenue` is the month's movement. Lines that refer to no document are combined in one row

with

lines as (
    select
        coalesce(ledger_matches.doc_type, 'GL') as doc_type,
        coalesce(documents.ref, 'Accruals') as ref,
        ledger_matches.role,
        ledger_matches.net,
        ledger_matches.is_in_month,
        ledger_matches._landing,
        ledger_matches._line
    from ledger_matches
    left join documents
        on documents.doc_type = ledger_matches.doc_type
        and documents.ref_key = ledger_matches.ref_key
    where
        ledger_matches.kind = 'accrual'
        and ledger_matches.role in ('inventory', 'revenue')
),

document_totals as (
    select
        doc_type,
        ref,
        sum(case when role = 'inventory' then net else 0 end) as held,
        sum(case when role = 'inventory' and is_in_month and net > 0 then net else 0 end) as debited,
        sum(case when role = 'inventory' and is_in_month and net < 0 then net else 0 end) as credited,
        sum(case when role = 'revenue' and is_in_month then net else 0 end) as revenue,
        max(_landing) as _landing,
        max(_line) as _line
    from lines
    group by
        doc_type,
        ref
)

select
    doc_type,
    ref,
    cast(case when held > 0 then least(held, debited) else greatest(held, credited) end as decimal(18, 2)) as accrued,
    cast(
        held - case when held > 0 then least(held, debited) else greatest(held, credited) end as decimal(18, 2)
    ) as left_over,
    cast(revenue as decimal(18, 2)) as revenue,
    _landing,
    _line
from document_totals
where
    held <> 0
    or revenue <> 0
