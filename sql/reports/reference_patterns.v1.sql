-- Reference patterns: how the ledger writes the references of Omni, for each kind of entry of the month, with the evidence.
--
-- since: 2000-01
-- key:   kind, found_in, pattern
-- needs: ledger_entries, sales_documents, purchase_documents
-- rule:  domain.md 5.3. `order` is the reference of the document, `number` the same without what stands before its number,
--        `serial` whatever else stands there; `cut` and `supplier_number` are matched without the whole reference. An entry
--        that names no document counts in `of_entries`, the entries of its kind on inventory and revenue

with

journal_lines as (
    select _landing, _line
    from cogs_journals
),

entries as (
    select
        ledger_matches.*,
        split_part(ledger_matches.reason_code, '|', 1) as told_by,
        count(*) over (partition by ledger_matches.kind) as of_kind
    from ledger_matches
    left join journal_lines
        on journal_lines._landing = ledger_matches._landing
        and journal_lines._line = ledger_matches._line
    where
        ledger_matches.is_in_month
        and ledger_matches.role in ('inventory', 'revenue')
        and journal_lines._line is null
),

placed as (
    select
        entries.*,
        case
            when entries.told_by in ('names', 'names_in_part') and strpos(upper(entries.reference), entries.ref_key) = 0
                then 'number'
            when entries.told_by in ('names', 'names_in_part') and entries.reference is null then 'number'
            else coalesce(read_references.field, 'reference')
        end as found_in,
        case when read_references.form = 'bare' then 'number' else 'order' end as written,
        case
            when read_references.stands is not null then read_references.stands
            when upper(trim(entries.reference)) = entries.ref_key then 'alone'
            when strpos(upper(entries.reference), entries.ref_key) = 1 then 'first'
            when right(upper(trim(entries.reference)), length(entries.ref_key)) = entries.ref_key then 'last'
            else 'inside'
        end as stands
    from entries
    left join read_references
        on read_references.dataset = 'ledger_entries'
        and read_references._landing = entries._landing
        and read_references._line = entries._line
        and read_references.ref_key = entries.ref_key
    where entries.ref_key is not null
),

patterns as (
    select
        kind,
        of_kind,
        reference,
        description,
        ref_key,
        found_in,
        case
            when told_by like 'cut%' then 'cut'
            when told_by = 'supplier_number_of' then 'supplier_number'
            when stands = 'alone' then written
            when stands = 'first' then written || '-serial'
            when stands = 'last' then 'serial-' || written
            else 'serial-' || written || '-serial'
        end as pattern
    from placed
),

ranked as (
    select
        *,
        row_number() over (partition by kind, found_in, pattern order by ref_key, reference, description) as nth
    from patterns
)

select
    kind,                                                                             -- Kind of entry
    found_in,                                                                         -- Found in
    pattern,                                                                          -- Pattern
    cast(count(*) as bigint) as matched,                                              -- Matched
    cast(max(of_kind) as bigint) as of_entries,                                       -- Of entries
    cast(max(case when nth = 1 then coalesce(reference, description) end) as varchar) as example_entry,  -- Example: ledger
    cast(max(case when nth = 1 then ref_key end) as varchar) as example_document    -- Example: document
from ranked
group by
    kind,
    found_in,
    pattern
order by
    kind,
    found_in,
    pattern
