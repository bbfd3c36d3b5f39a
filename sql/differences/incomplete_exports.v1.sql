-- Incomplete exports: the exports that somebody uploaded without the rows that could not be read, until they are uploaded again.
--
-- since: 2000-01
-- grain: one row for each dataset and month with such an export, and for each dataset that it completes
-- key:   dataset, period, reason_code
-- rule:  cannot-tell.md#rows-that-cannot-be-read
--        `concerns` is true if the rows may matter in the period. A valuation shows only its own month. Of everything else, a later month
--        also uses what earlier exports list

with

left_out as (
    select
        dataset,
        period,
        'rows_unreadable|' || dataset || '|' || period || '|'
        || cast(count(distinct _landing || '/' || cast(_line as varchar)) as varchar) as reason_code
    from unreadable_rows
    where period <= $period
    group by
        dataset,
        period
)

select
    dataset,
    period,
    reason_code,
    period = $period or dataset <> 'stock_valuation_lines' as concerns
from left_out
union all
-- Without its status, it is not known whether a purchase order is in the ledger.
select
    'purchase_documents' as dataset,
    period,
    reason_code,
    true as concerns
from left_out
where dataset = 'purchase_statuses'
