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

entries as (
    select
        ledger_matches.kind,
        ledger_matches.role,
        ledger_matches.is_in_month,
        ledger_matches.entry_date,
        ledger_matches.reference,
        ledger_matches.description,
        ledger_matches.ref_key,
        split_part(ledger_matches.reason_code, '|', 1) as told_by,
        ledger_matches._landing,
        ledger_matches._line
    from ledger_matches
    left join cogs_journals
        on cogs_journals._landing = ledger_matches._landing
        and cogs_journals._line = ledger_matches._line
    where cogs_journals._line is null
),

texts as (
    -- Most texts have several lines.
    select distinct
        ref_key,
        coalesce(reference, '') as reference
    from ledger_matches
    where ref_key is not null
),

plain_texts as (
    select
        ref_key,
        reference,
        regexp_replace(' ' || upper(reference) || ' ', '[^\p{L}0-9]+', ' ', 'g') as text,
        regexp_replace(' ' || ref_key || ' ', '[^\p{L}0-9]+', ' ', 'g') as key
    from texts
),

text_places as (
    select
        ref_key,
        reference,
        strpos(upper(reference), ref_key) = 0 as is_elsewhere,
        case
            when text = key then 'alone'
            when left(text, length(key)) = key then 'first'
            when right(text, length(key)) = key then 'last'
            else 'inside'
        end as stands
    from plain_texts
),

entry_places as (
    select
        entries.*,
        case
            when entries.told_by in ('names', 'names_in_part') and text_places.is_elsewhere then 'number'
            else coalesce(read_references.field, 'reference')
        end as found_in,
        case when read_references.form = 'bare' then 'number' else 'order' end as written,
        coalesce(read_references.stands, text_places.stands) as stands
    from entries
    left join text_places
        on text_places.ref_key = entries.ref_key
        and text_places.reference = coalesce(entries.reference, '')
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
