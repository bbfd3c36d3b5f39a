-- Past months out of reach: the document's month is older than Omni is set to sync, so the document is no longer offered.
--
-- since:  2000-01
-- precedence: stock 59, ledger 44, books 29
-- effect: The effect is the same as for an invoice or bill that is not imported.
-- timing: permanent
-- rule:   causes-sales.md#s14-past-months-out-of-reach

with

reach as (
    select settings.past_months
    from settings
    inner join settings_in_force on settings_in_force.period = settings.period
    where settings.past_months is not null
),

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
cross join reach
where
    coalesce(documents.status, 'NOT_IMPORTED') = 'NOT_IMPORTED'
    and (year($period_end) - year(documents.acct_date)) * 12 + month($period_end) - month(documents.acct_date) > reach.past_months
