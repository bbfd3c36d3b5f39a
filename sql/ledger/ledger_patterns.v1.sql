-- Ledger patterns: how each ledger entry writes its document's reference, and in which text field.
--
-- since: 2000-01
-- grain: one row for each ledger line and each document that it refers to
-- key:   _landing, _line, ref_key (may be blank)
-- rule:  references.md#how-the-ledger-writes-references
--        In a pattern, `order` is the full reference, `number` is the reference without its prefix, and `serial` is any other text. `cut`
--        and `supplier_number` mean that the entry was matched without the whole reference. The pattern is blank if the entry refers to no
--        document. COGS journals are left out

with

journal_lines as (
    select _landing, _line
    from cogs_journals
),

entries as (
    select
        ledger_matches.*,
        split_part(ledger_matches.reason_code, '|', 1) as told_by,
        regexp_replace(' ' || upper(coalesce(ledger_matches.reference, '')) || ' ', '[^\p{L}0-9]+', ' ', 'g') as text,
        regexp_replace(' ' || ledger_matches.ref_key || ' ', '[^\p{L}0-9]+', ' ', 'g') as key
    from ledger_matches
    left join journal_lines
        on journal_lines._landing = ledger_matches._landing
        and journal_lines._line = ledger_matches._line
    where journal_lines._line is null
),

entry_places as (
    select
        entries.*,
        case
            when entries.told_by in ('names', 'names_in_part') and strpos(upper(coalesce(entries.reference, '')), entries.ref_key) = 0
                then 'number'
            else coalesce(read_references.field, 'reference')
        end as found_in,
        case when read_references.form = 'bare' then 'number' else 'order' end as written,
        case
            when read_references.stands is not null then read_references.stands
            when entries.text = entries.key then 'alone'
            when left(entries.text, length(entries.key)) = entries.key then 'first'
            when right(entries.text, length(entries.key)) = entries.key then 'last'
            else 'inside'
        end as stands
    from entries
    left join read_references
        on read_references.dataset = 'ledger_entries'
        and read_references._landing = entries._landing
        and read_references._line = entries._line
        and read_references.ref_key = entries.ref_key
)

select
    kind,
    role,
    is_in_month,
    entry_date,
    coalesce(reference, description) as entry,
    ref_key,
    case when ref_key is not null then found_in end as found_in,
    case
        when ref_key is null then null
        when told_by like 'cut%' then 'cut'
        when told_by = 'supplier_number_of' then 'supplier_number'
        when stands = 'alone' then written
        when stands = 'first' then written || '-serial'
        when stands = 'last' then 'serial-' || written
        else 'serial-' || written || '-serial'
    end as pattern,
    _landing,
    _line
from entry_places
