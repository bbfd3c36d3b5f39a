-- Read references: the documents that an entry refers to although none of its parts is a reference, the most likely first.
--
-- since: 2000-01
-- grain: one row for each entry and each document that it refers to, numbered from the most likely
-- key:   dataset, _landing, _line, nth
-- rule:  references.md#reading-a-reference, references.md#bare-numbers
--        If an entry could refer to several documents, the one with the same amount comes first, then the one with the longest reference,
--        then the one with the same date and contact

with

allowed_references as (
    select possible_references.*
    from possible_references
    left join bare_references
        on bare_references.kind = possible_references.kind
        and bare_references.field = possible_references.field
        and bare_references.stands = possible_references.stands
    where
        possible_references.is_own
        and (possible_references.is_of_amount or not possible_references.is_split)
        -- A reference that a package may have truncated counts as complete only if the amount agrees. Otherwise ledger_cuts
        -- looks for the original.
        and (
            not possible_references.may_be_cut
            or (possible_references.is_of_amount and possible_references.ends_in_a_run)
        )
        and (
            possible_references.form = 'full'
            or (
                (bare_references.kind is not null or possible_references.is_stated)
                and (possible_references.is_of_amount or possible_references.is_of_day or possible_references.is_of_contact)
            )
        )
),

best_places as (
    -- Find the best match for each document that an entry may refer to.
    select
        *,
        row_number() over (
            partition by dataset, _landing, _line, doc_type, ref_key
            order by form desc, field desc, is_of_amount desc, run_length desc, start, stands
        ) as of_document
    from allowed_references
),

ranked_references as (
    select
        *,
        -- The better match comes last in alphabetical order: full after bare, and reference after number after description.
        row_number() over (
            partition by dataset, _landing, _line
            order by
                form desc, field desc, is_of_amount desc, run_length desc, is_of_kind desc, is_of_day desc,
                is_of_contact desc, ref_key, doc_type
        ) as nth,
        rank() over (
            partition by dataset, _landing, _line
            order by
                form desc, field desc, is_of_amount desc, run_length desc, is_of_kind desc, is_of_day desc, is_of_contact desc
        ) as likelihood,
        max(case when form = 'full' and is_of_amount then 1 else 0 end) over (
            partition by dataset, _landing, _line
        ) as one_fits
    from best_places
    where of_document = 1
),

ambiguous_entries as (
    select dataset, _landing, _line
    from ranked_references
    where
        likelihood = 1
        and form = 'bare'
    group by dataset, _landing, _line
    having count(*) > 1
)

select
    ranked_references.dataset,
    ranked_references._landing,
    ranked_references._line,
    ranked_references.nth,
    ranked_references.doc_type,
    ranked_references.ref_key,
    ranked_references.form,
    ranked_references.field,
    ranked_references.stands
from ranked_references
left join ambiguous_entries
    on ambiguous_entries.dataset = ranked_references.dataset
    and ambiguous_entries._landing = ranked_references._landing
    and ambiguous_entries._line = ranked_references._line
where
    ambiguous_entries._line is null
    and ranked_references.nth <= 4
    and (
        ranked_references.nth = 1
        -- Merged in the ledger (G08): all references are written in full, and no single document has the amount.
        or (ranked_references.form = 'full' and ranked_references.one_fits = 0)
    )
