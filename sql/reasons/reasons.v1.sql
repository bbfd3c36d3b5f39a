-- Reasons: the sentence, remedy, screen, owner and help article of every code, for screens, prints and files.
--
-- since: 2000-01
-- grain: one row for each code
-- key:   code
-- rule:  worklist.md#fix-plan
--        A remedy may refer to the remedy of another code as `{code:remedy}`

with

in_words as (
    select code, sentence, remedy
    from timing_reasons
    union all
    select code, sentence, remedy
    from cogs_reasons
    union all
    select code, sentence, remedy
    from ledger_reasons
    union all
    select code, sentence, remedy
    from control_reasons
    union all
    select code, sentence, remedy
    from story_reasons
    union all
    select code, sentence, remedy
    from step_reasons
    union all
    select code, sentence, remedy
    from work_reasons
    union all
    select code, sentence, remedy
    from proposal_reasons
    union all
    select code, sentence, remedy
    from movement_reasons
    union all
    select code, sentence, remedy
    from flux_reasons
    union all
    select code, '' as sentence, remedy
    from flag_reasons
)

select
    code,
    sentence,
    remedy,
    cast(null as varchar) as screen,
    cast(null as varchar) as status_filter,
    cast(null as varchar) as field,
    cast(null as varchar) as how,
    cast(null as varchar) as for_whom,
    cast(null as varchar) as article
from in_words
union all
select
    code,
    '' as sentence,
    remedy,
    screen,
    status_filter,
    field,
    how,
    for_whom,
    article
from cause_reasons
