-- Ledger read: the ledger lines, with the references of their documents as keys, however the ledger writes them.
--
-- since: 2000-01
-- grain: one row for each ledger line
-- key:   _landing, _line
-- rule:  references.md#reading-a-reference, references.md#stated-patterns
--        `doc_type`, `ref_key` and `own_names` are as in `ledger_named`. Documents that were read from a text are of the entry's own type

with

read_keys as (
    select
        _landing,
        _line,
        max(form) as form,
        max(case when nth = 1 then ref_key end) as key_1,
        max(case when nth = 2 then ref_key end) as key_2,
        max(case when nth = 3 then ref_key end) as key_3,
        max(case when nth = 4 then ref_key end) as key_4,
        max(case when nth = 1 then doc_type end) as doc_type,
        count(*) as own_names
    from read_references
    where dataset = 'ledger_entries'
    group by
        _landing,
        _line
),

corrected_keys as (
    select _landing, _line, form, key_1, key_2, key_3, key_4, doc_type, key_1 as ref_key, own_names
    from read_keys
    union all
    select
        placed_keys._landing, placed_keys._line, cast(null as varchar) as form, placed_keys.key_1, placed_keys.key_2, placed_keys.key_3,
        placed_keys.key_4, placed_keys.doc_type, placed_keys.ref_key, placed_keys.own_names
    from placed_keys
    left join read_keys
        on read_keys._landing = placed_keys._landing
        and read_keys._line = placed_keys._line
    where
        placed_keys.dataset = 'ledger_entries'
        and read_keys._line is null
)

select
    ledger_named.period,
    ledger_named.is_in_month,
    ledger_named.account,
    ledger_named.role,
    ledger_named.kind,
    ledger_named.family,
    ledger_named.day as entry_date,
    ledger_named.source_type,
    ledger_named.contact,
    ledger_named.description,
    ledger_named.reference,
    ledger_named.journal_id,
    ledger_named.net,
    case when corrected_keys._line is null then ledger_named.key_1 else corrected_keys.key_1 end as key_1,
    case when corrected_keys._line is null then ledger_named.key_2 else corrected_keys.key_2 end as key_2,
    case when corrected_keys._line is null then ledger_named.key_3 else corrected_keys.key_3 end as key_3,
    case when corrected_keys._line is null then ledger_named.key_4 else corrected_keys.key_4 end as key_4,
    case when corrected_keys._line is null then ledger_named.doc_type else corrected_keys.doc_type end as doc_type,
    case when corrected_keys._line is null then ledger_named.ref_key else corrected_keys.ref_key end as ref_key,
    case when corrected_keys._line is null then ledger_named.own_names else corrected_keys.own_names end as own_names,
    corrected_keys.form as read_form,
    ledger_named._landing,
    ledger_named._line
from ledger_named
left join corrected_keys
    on corrected_keys._landing = ledger_named._landing
    and corrected_keys._line = ledger_named._line
where ledger_named.dataset = 'ledger_entries'
