-- Ledger lines alone: entries on inventory and revenue that have no live Omni document.
--
-- since: 2000-01
-- grain: one row for each ledger line without a live document
-- key:   _landing, _line
-- rule:  references.md#references-that-no-export-holds, causes-ledger.md#g01-manual-journal-to-stock-or-sales
--        A bill under the supplier's number of an imported purchase order was keyed by hand (P10). A bill or invoice for a void document
--        was not voided in the ledger (P23, S22). If a third party posts sales for many orders at once, those entries do not refer to the
--        orders and are left out. `net` is debit less credit

with

inventory_journals as (
    select _landing, _line
    from cogs_journals
),

known_numbers as (
    select
        upper(trim(supplier_inv_no)) as number,
        lower(trim(contact)) as supplier,
        min(ref_key) as ref_key,
        min(ref) as ref
    from documents
    where
        doc_type = 'PO'
        and supplier_inv_no is not null
        and status = 'IMPORTED'
        and not is_void
        and not is_draft
    group by
        upper(trim(supplier_inv_no)),
        lower(trim(contact))
),

void_documents as (
    select doc_type, ref_key, ref
    from documents
    where is_void
),

entries as (
    select
        ledger_matches.*,
        ledger_read.contact,
        ledger_read.key_1,
        ledger_read.key_2,
        ledger_read.key_3,
        ledger_read.key_4,
        void_documents.ref as document_ref,
        void_documents.ref_key is not null as is_void
    from ledger_matches
    inner join ledger_read
        on ledger_read._landing = ledger_matches._landing
        and ledger_read._line = ledger_matches._line
    left join inventory_journals
        on inventory_journals._landing = ledger_matches._landing
        and inventory_journals._line = ledger_matches._line
    left join void_documents
        on void_documents.doc_type = ledger_matches.doc_type
        and void_documents.ref_key = ledger_matches.ref_key
    where
        ledger_matches.role in ('inventory', 'revenue', 'payable')
        and ledger_matches.kind <> 'accrual'
        and (ledger_matches.doc_type is null or void_documents.ref_key is not null)
        and inventory_journals._line is null
),

keyed_bills as (
    select
        entries._landing,
        entries._line,
        min(known_numbers.ref_key) as ref_key,
        min(known_numbers.ref) as ref
    from entries
    inner join known_numbers
        on known_numbers.number = upper(trim(entries.reference))
        and (
            known_numbers.supplier = lower(trim(entries.contact))
            or left(lower(trim(entries.description)), length(known_numbers.supplier)) = known_numbers.supplier
        )
    where
        entries.doc_type is null
        and entries.kind = 'bill'
    group by
        entries._landing,
        entries._line
),

entry_parts as (
    select _landing, _line, kind, reference, key_1 as part from entries where doc_type is null and key_1 is not null
    union all
    select _landing, _line, kind, reference, key_2 as part from entries where doc_type is null and key_2 is not null
    union all
    select _landing, _line, kind, reference, key_3 as part from entries where doc_type is null and key_3 is not null
    union all
    select _landing, _line, kind, reference, key_4 as part from entries where doc_type is null and key_4 is not null
),

whole_references as (
    -- The document of these entries is unknown, but its reference begins like Omni's: it was voided and is no longer exported.
    select
        entry_parts._landing,
        entry_parts._line,
        min(
            case strpos(upper(entry_parts.reference), entry_parts.part)
                when 0 then entry_parts.part
                else substring(entry_parts.reference, strpos(upper(entry_parts.reference), entry_parts.part), length(entry_parts.part))
            end
        ) as ref,
        min(reference_beginnings.doc_type) as doc_type
    from entry_parts
    inner join reference_beginnings
        on left(entry_parts.part, length(reference_beginnings.prefix)) = reference_beginnings.prefix
        and regexp_matches(substring(entry_parts.part, length(reference_beginnings.prefix) + 1), '^[^A-Z0-9]*[0-9]+[^A-Z0-9]?[A-Z]?$')
        and length(regexp_extract(entry_parts.part, '0*([0-9]+)[^0-9]*$', 1)) <= coalesce(reference_beginnings.digits, 99)
    where
        (entry_parts.kind in ('bill', 'bill_credit') and reference_beginnings.doc_type in ('PO', 'SCN'))
        or (entry_parts.kind in ('sales_invoice', 'sales_credit') and reference_beginnings.doc_type in ('SO', 'CN'))
    group by
        entry_parts._landing,
        entry_parts._line
),

joined_references as (
    -- The same if the parts are joined differently: the letters and number of the reference are consecutive runs.
    select
        entries._landing,
        entries._line,
        min(
            reference_beginnings.prefix || substring(reference_keys.key, length(reference_runs.runs) + 2)
        ) as ref,
        min(reference_beginnings.doc_type) as doc_type
    from entries
    inner join reference_keys
        on reference_keys.text = entries.reference
        and not reference_keys.is_split
    inner join reference_runs on reference_runs.runs = regexp_replace(reference_keys.key, '-[0-9]+(-\p{L})?$', '')
    inner join reference_beginnings
        on reference_beginnings.prefix = reference_runs.text
        and length(regexp_extract(reference_keys.key, '0*([0-9]+)[^0-9]*$', 1)) <= coalesce(reference_beginnings.digits, 99)
    left join patterns_in_force on patterns_in_force.kind = entries.kind
    where
        entries.doc_type is null
        and coalesce(reference_keys.stands in (patterns_in_force.stands, 'alone'), true)
        and (
            (entries.kind in ('bill', 'bill_credit') and reference_beginnings.doc_type in ('PO', 'SCN'))
            or (entries.kind in ('sales_invoice', 'sales_credit') and reference_beginnings.doc_type in ('SO', 'CN'))
        )
    group by
        entries._landing,
        entries._line
),

gone_references as (
    select * from whole_references
    union all
    select joined_references.*
    from joined_references
    left join whole_references
        on whole_references._landing = joined_references._landing
        and whole_references._line = joined_references._line
    where whole_references._line is null
),

gone_documents as (
    select * from gone_references
    union all
    select numbers_gone._landing, numbers_gone._line, numbers_gone.ref, numbers_gone.doc_type
    from numbers_gone
    inner join entries
        on entries._landing = numbers_gone._landing
        and entries._line = numbers_gone._line
        and entries.doc_type is null
    left join gone_references
        on gone_references._landing = numbers_gone._landing
        and gone_references._line = numbers_gone._line
    where gone_references._line is null
)

select
    entries.period,
    entries.is_in_month,
    entries.role,
    entries.entry_date,
    entries.kind,
    entries.source_type,
    entries.reference,
    coalesce(entries.description, entries.contact) as description,
    entries.net,
    gone_documents.ref is not null as is_purged,
    case
        when entries.is_void and entries.role <> 'revenue' then 'P23'
        when entries.is_void then 'S22'
        when gone_documents.ref is not null and entries.role = 'inventory' then 'P23'
        when gone_documents.ref is not null then 'S22'
        when keyed_bills.ref_key is not null then 'P10'
        when entries.role = 'inventory' and entries.kind = 'journal' then 'G01'
        when entries.role = 'inventory' then 'G02'
        when entries.kind in ('sales_invoice', 'sales_credit') then 'S23'
        when entries.kind = 'journal' then 'G01'
        else 'G02'
    end as cause_id,
    case
        when entries.is_void then entries.doc_type
        when gone_documents.ref is not null then gone_documents.doc_type
        when keyed_bills.ref_key is not null then 'PO'
        else 'GL'
    end as doc_type,
    case
        when entries.is_void then entries.document_ref
        when gone_documents.ref is not null then gone_documents.ref
        when keyed_bills.ref_key is not null then keyed_bills.ref
        else coalesce(entries.reference, entries.description, '')
    end as ref,
    entries._landing,
    entries._line
from entries
cross join settings_in_force
left join keyed_bills
    on keyed_bills._landing = entries._landing
    and keyed_bills._line = entries._line
left join gone_documents
    on gone_documents._landing = entries._landing
    and gone_documents._line = entries._line
where
    (
        not settings_in_force.third_party_sales_poster
        or entries.is_void
        or gone_documents.ref is not null
        or entries.role <> 'revenue'
        or entries.kind not in ('sales_invoice', 'sales_credit')
    )
    -- Under periodic inventory, a journal on the stock account is the period-end count.
    and not (
        settings_in_force.inventory_method = 'periodic'
        and entries.role = 'inventory'
        and entries.kind = 'journal'
        and gone_documents.ref is null
        and not entries.is_void
    )
    -- An entry on payables only is an ordinary bill, unless it is the second bill for a purchase order.
    and (entries.role <> 'payable' or (keyed_bills.ref_key is not null and gone_documents.ref is null and not entries.is_void))
