-- Step exceptions: one row for each checklist step and document that keeps it from passing, with every reason.
--
-- since: 2000-01
-- rule:  domain.md 3

with

reasons as (
    select step, doc_type, ref_key, reason from closing_exceptions
    union
    select step, doc_type, ref_key, reason from checking_exceptions
    union
    select step, doc_type, ref_key, reason from syncing_exceptions
)

select
    step,
    doc_type,
    ref_key,
    string_agg(reason, '; ' order by reason) as reasons
from reasons
group by
    step,
    doc_type,
    ref_key
