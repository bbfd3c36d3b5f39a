-- Story keyed: the second bill of each purchase order, entered by hand under the supplier's number next to the synced one (P10).
--
-- since: 2000-01
-- grain: one row for each line of such a bill in the ledger, and for each row of the ledger's own list that shows it
-- key:   doc_type, ref_key, position, _landing, _line
-- takes: reference
-- rule:  causes-purchases.md#p10-bill-entered-by-hand-and-also-synced
--        The listed bill is the one with the supplier's number, the date and no reference to the order

with

keyed_lines as (
    select
        story_documents.doc_type,
        story_documents.ref_key,
        ledger_lines_alone.role,
        ledger_lines_alone.entry_date,
        ledger_lines_alone.net,
        ledger_lines_alone.source_type,
        ledger_lines_alone.reference,
        ledger_lines_alone._landing,
        ledger_lines_alone._line
    from story_documents
    inner join ledger_lines_alone
        on ledger_lines_alone.doc_type = story_documents.doc_type
        and ledger_lines_alone.ref = story_documents.ref
    where ledger_lines_alone.cause_id = 'P10'
),

keyed_bills as (
    select distinct doc_type, ref_key, entry_date, upper(trim(reference)) as number
    from keyed_lines
),

listed_bills as (
    select
        keyed_bills.doc_type,
        keyed_bills.ref_key,
        listed_parts.document_date,
        listed_parts.total - coalesce(listed_parts.tax_total, 0) as amount,
        keyed_bills.number,
        listed_parts.tax_total,
        listed_parts._landing,
        listed_parts._line
    from keyed_bills
    inner join listed_parts
        on listed_parts.ref_key = keyed_bills.number
        and listed_parts.document_date = keyed_bills.entry_date
        and listed_parts.kind = 'bill'
    left join listed_parts as synced_bills
        on synced_bills._landing = listed_parts._landing
        and synced_bills._line = listed_parts._line
        and synced_bills.ref_key = keyed_bills.ref_key
    where synced_bills._line is null
)

select
    doc_type,
    ref_key,
    5 as position,
    'story_ledger|' || role as step_code,
    entry_date as day,
    net as amount,
    concat_ws(';', case when source_type is not null then 'entry_source' end, 'entry_reference', 'keyed_by_hand') as about_code,
    source_type,
    reference as known_as,
    'keyed' as state,
    'ledger_entries' as dataset,
    _landing,
    _line
from keyed_lines
union all
select
    doc_type,
    ref_key,
    4 as position,
    'story_bill' as step_code,
    document_date as day,
    amount,
    concat_ws(';', 'entry_reference', 'keyed_by_hand', case when tax_total is null then 'with_any_tax' end) as about_code,
    cast(null as varchar) as source_type,
    number as known_as,
    'keyed' as state,
    'ledger_documents' as dataset,
    _landing,
    _line
from listed_bills
