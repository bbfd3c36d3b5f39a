-- Flux explanations: the last explanation of each item for each month, with its author and the change that it explained.
--
-- since: 2000-01
-- grain: one row for each item and month with an explanation
-- key:   item, period
-- events: change_explained
-- rule:  flux.md#explanations

select
    explained.subject as item,
    explained.period,
    explained.note,
    explained.who,
    explained.recorded_at,
    explained.amount
from audit_log as explained
where
    explained.kind = 'change_explained'
    and explained.period <= $period
    and not exists (
        select 1
        from audit_log as later
        where
            later.kind = 'change_explained'
            and later.period = explained.period
            and later.subject = explained.subject
            and later.number > explained.number
    )
