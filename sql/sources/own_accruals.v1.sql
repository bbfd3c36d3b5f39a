-- Own accruals: ledger lines from the accrual journals that Tieout proposes, and from their reversals.
--
-- since: 2000-01
-- grain: one row for each ledger line of an accrual journal or its reversal
-- key:   _landing, _line
-- rule:  timing.md#our-own-accruals

with

quadrants as (
    select lower(sentence) as title
    from timing_reasons
    where code in ('received_not_billed', 'billed_not_received', 'dispatched_not_invoiced', 'invoiced_not_dispatched')
),

journals as (
    select
        _landing,
        _line,
        upper(trim(reference)) as number,
        lower(coalesce(reference, '') || ' ' || coalesce(description, '')) as narration
    from unclear_entries
)

select
    _landing,
    _line
from journals
where
    regexp_matches(number, '^ACC-[0-9]{4}[AR][0-9]+-[0-9A-F]{7}R?$')
    or regexp_matches(number, '^ACC-[0-9]{8}-[0-9]+-[0-9]+[A-Z]?$')
    or regexp_matches(narration, ': (moved .+|partly moved|not moved), (not )?booked')
    or exists (
        select 1
        from quadrants
        where contains(journals.narration, 'accruals ') and contains(journals.narration, ': ' || quadrants.title)
    )
