-- Past months out of reach: the document's month is older than Omni is set to sync, so the document is no longer offered.
--
-- since:  2000-01
-- precedence: stock 59, ledger 44, books 29
-- effect: The effect is the same as for an invoice or bill that is not imported.
-- timing: permanent
-- rule:   causes-sales.md#s14-past-months-out-of-reach

with

unsynced as (
    select * from cause_s05
    union all
    select * from cause_p06
)

select
    unsynced.side,
    unsynced.doc_type,
    unsynced.ref,
    unsynced.amount,
    unsynced.leg1,
    unsynced.leg2,
    unsynced.revenue,
    unsynced.dataset,
    unsynced._landing,
    unsynced._line
from unsynced
inner join documents
    on documents.doc_type = unsynced.doc_type
    and documents.ref = unsynced.ref
inner join beyond_past_months
    on beyond_past_months.doc_type = documents.doc_type
    and beyond_past_months.ref_key = documents.ref_key
where coalesce(documents.status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
