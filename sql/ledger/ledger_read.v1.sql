-- Ledger read: the ledger lines, with the references of their documents as keys, however the ledger writes them.
--
-- since: 2000-01
-- grain: one row for each ledger line
-- key:   _landing, _line
-- rule:  references.md#reading-a-reference, references.md#stated-patterns

with

read_keys as (
    select
        _landing,
        _line,
        max(form) as form,
        max(case when nth = 1 then ref_key end) as key_1,
        max(case when nth = 2 then ref_key end) as key_2,
        max(case when nth = 3 then ref_key end) as key_3,
        max(case when nth = 4 then ref_key end) as key_4
    from read_references
    where dataset = 'ledger_entries'
    group by
        _landing,
        _line
)

select
    ledger_as_known.* exclude (key_1, key_2, key_3, key_4),
    case
        when read_keys._line is not null then read_keys.key_1
        when placed_keys._line is not null then placed_keys.key_1
        else ledger_as_known.key_1
    end as key_1,
    case
        when read_keys._line is not null then read_keys.key_2
        when placed_keys._line is not null then placed_keys.key_2
        else ledger_as_known.key_2
    end as key_2,
    case
        when read_keys._line is not null then read_keys.key_3
        when placed_keys._line is not null then placed_keys.key_3
        else ledger_as_known.key_3
    end as key_3,
    case
        when read_keys._line is not null then read_keys.key_4
        when placed_keys._line is not null then placed_keys.key_4
        else ledger_as_known.key_4
    end as key_4,
    read_keys.form as read_form
from ledger_as_known
left join read_keys
    on read_keys._landing = ledger_as_known._landing
    and read_keys._line = ledger_as_known._line
left join placed_keys
    on placed_keys.dataset = 'ledger_entries'
    and placed_keys._landing = ledger_as_known._landing
    and placed_keys._line = ledger_as_known._line
