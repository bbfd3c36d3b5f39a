-- Incomplete exports: the exports of Omni that lack rows, which could not be read or are dated after the last day that the export covers.
--
-- since: 2000-01
-- grain: one row for each dataset and month with such an export, and for each dataset that it completes, until it is uploaded again
-- key:   dataset, period, reason_code
-- rule:  cannot-tell.md#rows-that-cannot-be-read, cannot-tell.md#exports-that-end-early
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
),

lacking as (
    select * from left_out
    union all
    -- Another export of the month may cover the rest.
    select
        dataset,
        period,
        'export_ends_early|' || dataset || '|' || cast(max(covers_until) as varchar) as reason_code
    from landings
    where
        period <= $period
        and dataset not like 'ledger%'
    group by
        dataset,
        period
    having count(*) = count(covers_until)
)

select
    dataset,
    period,
    reason_code,
    period = $period or dataset <> 'stock_valuation_lines' as concerns
from lacking
union all
-- Without its status, it is not known whether a purchase order is in the ledger.
select
    'purchase_documents' as dataset,
    period,
    reason_code,
    true as concerns
from lacking
where dataset = 'purchase_statuses'
