-- Ledger cuts: entries whose reference has exactly the length that a package allows, with the document or batch whose reference was
-- truncated (G06).
--
-- since: 2000-01
-- grain: one row for each ledger line with a reference that may have been truncated
-- key:   _landing, _line
-- rule:  references.md#cut-references
--        The last part may be the reference of a document with a different amount and also the beginning of a longer reference, such as a
--        back order's. The longer reference is used if its document has the same amount or, if no document has the amount, if its document
--        has the same date

with

found as (
    select
        cut_entries._landing, cut_entries._line, cut_bills.doc_type, cut_bills.ref_key, 1 as preference,
        'cut_of|' || cut_bills.ref_key || '|' || cut_entries.cut_at as reason_code
    from cut_entries
    inner join cut_bills
        on cut_bills._landing = cut_entries._landing
        and cut_bills._line = cut_entries._line
    where not cut_entries.names_one
    union all
    select
        _landing, _line, doc_type, ref_key, 2 as preference,
        case when is_of_amount then 'cut_of_amount' when names_one then 'cut_of_day' else 'cut_begins' end
        || '|' || ref_key || '|' || cut_at as reason_code
    from cut_candidates
    where
        not is_whole
        and whole_fits = 0
        and (
            (of_name = 1 and not names_one)
            or (is_of_amount and likeness = best and of_best = 1)
            or (names_one and best is null and likeness >= 2 and of_day = 1)
        )
),

claimed as (
    select distinct
        cut_entries.role,
        found.doc_type,
        found.ref_key
    from found
    inner join cut_entries
        on cut_entries._landing = found._landing
        and cut_entries._line = found._line
),

left_over as (
    -- Edited on one side: no amount matches, and exactly one document without an entry has the same date and contact.
    select
        cut_candidates._landing, cut_candidates._line, cut_candidates.doc_type, cut_candidates.ref_key, 3 as preference,
        'cut_of_day_and_contact|' || cut_candidates.ref_key || '|' || cut_candidates.cut_at as reason_code
    from cut_candidates
    inner join cut_entries
        on cut_entries._landing = cut_candidates._landing
        and cut_entries._line = cut_candidates._line
    left join claimed
        on claimed.role is not distinct from cut_entries.role
        and claimed.doc_type = cut_candidates.doc_type
        and claimed.ref_key = cut_candidates.ref_key
    where
        not cut_candidates.names_one
        and not cut_candidates.is_whole
        and cut_candidates.best is null
        and cut_candidates.likeness = 3
        and cut_candidates.of_both = 1
        and claimed.ref_key is null
),

ranked as (
    select
        answers.*,
        row_number() over (partition by _landing, _line order by preference, doc_type, ref_key) as nth
    from (
        select * from found
        union all
        select * from left_over
    ) as answers
)

select
    ledger_read.period,
    ledger_read.is_in_month,
    ledger_read.account,
    ledger_read.role,
    ledger_read.kind,
    ledger_read.entry_date,
    ledger_read.source_type,
    ledger_read.description,
    ledger_read.reference,
    ledger_read.journal_id,
    ledger_read.net,
    ranked.doc_type,
    ranked.ref_key,
    ranked.reason_code,
    cut_entries._landing,
    cut_entries._line
from cut_entries
inner join ledger_read
    on ledger_read._landing = cut_entries._landing
    and ledger_read._line = cut_entries._line
left join ranked
    on ranked._landing = cut_entries._landing
    and ranked._line = cut_entries._line
    and ranked.nth = 1
where
    not cut_entries.names_one
    or ranked.ref_key is not null
