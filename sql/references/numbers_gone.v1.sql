-- Missing numbers: sales entries whose number has the usual position and range for their kind, but matches no document.
--
-- since: 2000-01
-- grain: one row for each sales entry whose document is missing
-- key:   _landing, _line
-- rule:  references.md#references-that-no-export-holds

with

read_numbers as (
    select
        possible_references.kind,
        possible_references.stands,
        reference_runs.run_count,
        possible_references.doc_type,
        regexp_extract(possible_references.ref_key, '^[^0-9]*') as beginning,
        cast(regexp_extract(possible_references.ref_key, '[0-9]+$') as bigint) as number
    from possible_references
    inner join bare_references
        on bare_references.kind = possible_references.kind
        and bare_references.field = possible_references.field
        and bare_references.stands = possible_references.stands
    inner join reference_runs on reference_runs.text = possible_references.text
    where
        possible_references.form = 'bare'
        and possible_references.field = 'reference'
        and possible_references.kind in ('sales_invoice', 'sales_credit')
        and possible_references.is_of_amount
        and regexp_matches(possible_references.ref_key, '^[^0-9]*[0-9]{1,15}$')
),

shapes as (
    select
        kind,
        stands,
        run_count,
        doc_type,
        beginning,
        min(number) as first_number,
        max(number) as last_number
    from read_numbers
    group by
        kind,
        stands,
        run_count,
        doc_type,
        beginning
    having count(*) >= 3
),

number_keys as (
    select
        reference_keys.text,
        reference_keys.stands,
        reference_keys.key,
        reference_runs.run_count
    from reference_keys
    inner join reference_runs on reference_runs.text = reference_keys.text
    where
        not reference_keys.is_split
        and regexp_matches(reference_keys.key, '^[0-9]{1,15}$')
)

select
    unread_entries._landing,
    unread_entries._line,
    min(shapes.beginning || number_keys.key) as ref,
    min(shapes.doc_type) as doc_type
from unread_entries
inner join number_keys on number_keys.text = unread_entries.reference
inner join shapes
    on shapes.kind = unread_entries.kind
    and shapes.stands = number_keys.stands
    and shapes.run_count = number_keys.run_count
    and cast(number_keys.key as bigint) between shapes.first_number and shapes.last_number
where unread_entries.dataset = 'ledger_entries'
group by
    unread_entries._landing,
    unread_entries._line
