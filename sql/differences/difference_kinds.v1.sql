-- Difference kinds: each named difference with its kind, such as timing or error, and whether it clears automatically.
--
-- since: 2000-01
-- grain: one row for each named difference
-- key:   cause_id, side, doc_type, ref, _landing (may be blank), _line (may be blank)
-- rule:  bridge.md#kinds-of-differences, bridge.md#pieces-of-the-gap
--        The kind `info` comes from the header of the cause (`kind: info`). Causes that depend on a document's two dates are listed below.
--        `piece` is the piece of the gap that the difference belongs to

with

timing_causes as (
    select cause_id
    from (
        values
        ('S01'), ('S02'), ('S03'), ('C01'), ('C02'), ('P01'), ('P02'), ('P03'), ('P19'), ('P20'), ('A01'), ('A02')
    ) as listed (cause_id)
),

dated_differences as (
    select
        named_differences.*,
        cause_kinds.kind as stated_kind,
        coalesce(documents.moved <> documents.booked or documents.part_date is not null, false)
        and timing_causes.cause_id is not null as is_timing,
        documents.move_date is not null and documents.acct_date is not null as has_both_dates,
        case
            when documents.moved then documents.move_date
            when documents.booked then documents.acct_date
            else coalesce(documents.part_date, documents.acct_date)
        end as first_date
    from named_differences
    left join cause_kinds on cause_kinds.cause_id = named_differences.cause_id
    left join timing_causes on timing_causes.cause_id = named_differences.cause_id
    left join documents
        on documents.doc_type = named_differences.doc_type
        and documents.ref = named_differences.ref
)

select
    dated_differences.* exclude (is_timing, has_both_dates, first_date, stated_kind),
    case
        when stated_kind is not null then stated_kind
        when cause_id = 'not_compared' then 'unknown'
        when not is_timing then 'error'
        when first_date < $period_start then 'overdue'
        else 'timing'
    end as kind,
    is_timing and has_both_dates as clears,
    case
        when cause_id = 'not_compared' then 'cannot_tell'
        when stated_kind = 'info' then 'no_action'
        when is_timing and has_both_dates then 'clears_by_itself'
        when doc_type = 'GL' then 'ledger_only'
        else 'to_correct'
    end as piece
from dated_differences
