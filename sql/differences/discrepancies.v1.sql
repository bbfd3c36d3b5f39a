-- Discrepancies: matched documents whose amount or date differs, or that are void on only one side.
--
-- since: 2000-01
-- grain: one row for each document that differs from the ledger
-- key:   side, doc_type, ref
-- rule:  checklist.md#sy3-fix-discrepancies
--        Rounding, drafts, missing and duplicate documents, and adjustments with dates in two months have separate causes and are not
--        included

with

candidates as (
    select cause_id, precedence, side, doc_type, ref, _landing, _line from cause_s19
    union all
    select cause_id, precedence, side, doc_type, ref, _landing, _line from cause_s20
    union all
    select cause_id, precedence, side, doc_type, ref, _landing, _line from cause_s21
    union all
    select cause_id, precedence, side, doc_type, ref, _landing, _line from cause_s22
    union all
    select cause_id, precedence, side, doc_type, ref, _landing, _line from cause_s25
    union all
    select cause_id, precedence, side, doc_type, ref, _landing, _line from cause_p07
    union all
    select cause_id, precedence, side, doc_type, ref, _landing, _line from cause_p08
    union all
    select cause_id, precedence, side, doc_type, ref, _landing, _line from cause_p09
    union all
    select cause_id, precedence, side, doc_type, ref, _landing, _line from cause_p10
    union all
    select cause_id, precedence, side, doc_type, ref, _landing, _line from cause_p18
    union all
    select cause_id, precedence, side, doc_type, ref, _landing, _line from cause_p23
    union all
    select cause_id, precedence, side, doc_type, ref, _landing, _line from cause_g03
    union all
    select cause_id, precedence, side, doc_type, ref, _landing, _line from cause_a01
    union all
    select cause_id, precedence, side, doc_type, ref, _landing, _line from cause_a02
),

ranked_candidates as (
    select
        candidates.*,
        row_number() over (
            partition by candidates.side, candidates.doc_type, candidates.ref
            order by candidates.precedence, candidates.cause_id
        ) as rank
    from candidates
    left join (select distinct doc_type as unread_type, ref as unread_ref from not_compared where side <> 'line') as unread
        on unread.unread_type = candidates.doc_type
        and unread.unread_ref = candidates.ref
    left join (select distinct _landing, _line from not_compared where side = 'line') as lines
        on lines._landing = candidates._landing
        and lines._line = candidates._line
        and candidates.side in ('line', 'purged')
    where
        unread.unread_ref is null
        and lines._line is null
)

select *
from ranked_candidates
where
    rank = 1
    and cause_id in ('S20', 'S21', 'S22', 'P08', 'P09', 'P18', 'P23')
