-- Several named: the document that an entry or listed document is for, if it mentions several documents of its own kind.
--
-- since: 2000-01
-- grain: one row for each entry or listed document that mentions several documents, and each of those documents, numbered from the most
--        likely
-- key:   dataset, _landing, _line, nth
-- rule:  references.md#several-documents-in-one-text
--        The position of a reference alone is not evidence, because a serial or a supplier's number may equal the reference of a different
--        document. `nth` is 1 for the document that the entry is for. `is_told` is true if the evidence leaves only one document. If the
--        entry is for all of them, none is singled out

with

counted_candidates as (
    select
        *,
        sum(case when is_of_amount then 1 else 0 end) over (partition by dataset, _landing, _line) as of_amount
    from several_candidates
),

confirmed_places as (
    select
        dataset,
        kind,
        place,
        count(*) as entries
    from counted_candidates
    where
        is_of_amount
        and of_amount = 1
        and not is_merged
    group by
        dataset,
        kind,
        place
),

place_habits as (
    select
        dataset,
        kind,
        place,
        entries * 2 > sum(entries) over (partition by dataset, kind) as is_usual
    from confirmed_places
),

scored_candidates as (
    select
        several_candidates.*,
        case when several_candidates.is_joined then 64 else 0 end
        + case
            when several_candidates.is_merged then 0
            else
                case when several_candidates.is_of_amount then 32 else 0 end
                + case when several_candidates.is_of_contact and several_candidates.is_of_day then 16 else 0 end
                + case when place_habits.is_usual then 8 else 0 end
                + case when several_candidates.is_of_contact then 4 else 0 end
                + case when several_candidates.is_of_day then 2 else 0 end
        end as score
    from several_candidates
    left join place_habits
        on place_habits.dataset = several_candidates.dataset
        and place_habits.kind = several_candidates.kind
        and place_habits.place = several_candidates.place
),

ranked_candidates as (
    select
        *,
        row_number() over (partition by dataset, _landing, _line order by score desc, slot) as nth,
        rank() over (partition by dataset, _landing, _line order by score desc) as likelihood
    from scored_candidates
)

select
    dataset,
    _landing,
    _line,
    doc_type,
    ref_key,
    nth,
    is_joined,
    sum(case when likelihood = 1 then 1 else 0 end) over (partition by dataset, _landing, _line) = 1 as is_told
from ranked_candidates
