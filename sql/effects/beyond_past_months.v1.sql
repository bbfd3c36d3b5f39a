-- Beyond past months: documents dated in a month that is older than Omni is set to sync, so Omni no longer offers them.
--
-- since: 2000-01
-- grain: one row for each such document
-- key:   doc_type, ref_key
-- rule:  causes-sales.md#s14-past-months-out-of-reach
--        If the settings do not state `past_months`, the limit is unknown, and no document has a row

select
    documents.doc_type,
    documents.ref_key,
    documents.ref
from documents
inner join settings_in_force on true
inner join settings on settings.period = settings_in_force.period
where
    settings.past_months is not null
    and (year($period_end) - year(documents.acct_date)) * 12 + month($period_end) - month(documents.acct_date) > settings.past_months
