-- Document history: everything known about each document in both systems, in the order in which the steps should happen.
--
-- since: 2000-01
-- key:   ref_key, doc_type, position, line, _landing
-- takes: reference
-- words: step_code as step; about_code as about
-- rule:  bridge.md#reading-the-documents


with

facts as (
    select
        doc_type, ref_key, position, step_code, day, amount, about_code, cast(null as varchar) as source_type, known_as, batch,
        state, dataset, _landing, _line, 0 as line
    from story_dates
    union all
    select
        doc_type, ref_key, 5 as position, step_code, day, amount, about_code, source_type, known_as, batch, state,
        'ledger_entries' as dataset, _landing, _line, _line as line
    from story_entries
    union all
    select
        doc_type, ref_key, 4 as position, step_code, day, amount, about_code, cast(null as varchar) as source_type,
        cast(null as varchar) as known_as, cast(null as varchar) as batch, state,
        'ledger_documents' as dataset, _landing, _line, _line as line
    from story_lists
    union all
    select
        doc_type, ref_key, 5 as position, 'story_no_entry' as step_code, null as day, null as amount, about_code,
        null as source_type, null as known_as, null as batch, state,
        dataset, _landing, _line, 0 as line
    from story_absences
    union all
    select
        doc_type, ref_key, position, step_code, day, amount, about_code, null as source_type, null as known_as, null as batch, state,
        dataset, _landing, _line, 0 as line
    from story_costs
    union all
    select
        doc_type, ref_key, position, step_code, day, amount, about_code, source_type, known_as, null as batch, state,
        dataset, _landing, _line, _line as line
    from story_keyed
    union all
    select
        doc_type, ref_key, 3 as position, 'story_twin' as step_code, day, amount, about_code, null as source_type, known_as, null as batch,
        'ok' as state, dataset, _landing, _line, _line as line
    from story_twins
)

select
    facts.ref_key,                                                                    -- Key
    facts.doc_type,                                                                   -- Type
    story_documents.ref,                                                              -- Reference
    story_documents.contact,                                                          -- Customer, supplier or reason
    facts.position,                                                                   -- No
    facts.step_code,                                                                  -- Step
    cast(facts.day as date) as day,                                                   -- Date
    cast(facts.amount as decimal(18, 2)) as amount,                                   -- Amount
    facts.about_code,                                                                 -- What is known
    facts.source_type,                                                                -- Source
    facts.known_as,                                                                   -- Known as
    facts.batch,                                                                      -- Batch
    facts.state,                                                                      -- State
    facts.line,                                                                       -- Line
    facts.dataset as _dataset,
    facts._landing,
    facts._line
from facts
inner join story_documents
    on story_documents.doc_type = facts.doc_type
    and story_documents.ref_key = facts.ref_key
order by
    facts.ref_key,
    facts.doc_type,
    facts.position,
    facts.line,
    facts._landing
