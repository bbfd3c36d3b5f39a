-- Listed parts: each invoice, bill and credit in the ledger's own lists, as its newest list shows it, under each reference that it
-- contains.
--
-- since: 2000-01
-- grain: one row for each document in the ledger's lists and each reference that it contains
-- key:   _landing, _line, ref_key
-- rule:  references.md#lists-of-invoices-and-bills
--        If a listed document contains the references of several documents of its kind, only the one it belongs to is included, provided
--        that it is known (`several_named`). `side` is `bills` for purchases and supplier credits, and `sales` for orders, credit notes and
--        batches. `amount_due` is the amount that the ledger shows as unpaid or not applied. It is blank if the ledger does not show it

with

ages as (
    select
        landing,
        dense_rank() over (order by period desc, exported_on desc nulls last, sequence desc) as age
    from landings
    where
        dataset = 'ledger_documents'
        and period <= $period
),

listed_again as (
    select
        ledger_documents.kind,
        coalesce(ledger_documents.number, '') as number,
        coalesce(ledger_documents.reference, '') as reference,
        coalesce(ledger_documents.contact, '') as contact,
        min(ages.age) as age
    from ledger_documents
    inner join ages on ages.landing = ledger_documents._landing
    group by 1, 2, 3, 4
    having min(ages.age) < max(ages.age)
),

newest_documents as (
    select
        case
            when ledger_documents.kind in ('bill', 'bill_credit') then 'bills'
            when ledger_documents.kind in ('sales_invoice', 'sales_credit') then 'sales'
        end as side,
        ledger_documents.status,
        ledger_documents.currency,
        ledger_documents.document_date,
        ledger_documents.kind,
        ledger_documents.total,
        ledger_documents.tax_total,
        ledger_documents.amount_due,
        case when placed_keys._line is null then ledger_documents.key_1 else placed_keys.key_1 end as key_1,
        case when placed_keys._line is null then ledger_documents.key_2 else placed_keys.key_2 end as key_2,
        case when placed_keys._line is null then ledger_documents.key_3 else placed_keys.key_3 end as key_3,
        case when placed_keys._line is null then ledger_documents.key_4 else placed_keys.key_4 end as key_4,
        ledger_documents._landing,
        ledger_documents._line
    from ledger_documents
    inner join ages on ages.landing = ledger_documents._landing
    left join placed_keys
        on placed_keys.dataset = 'ledger_documents'
        and placed_keys._landing = ledger_documents._landing
        and placed_keys._line = ledger_documents._line
    left join listed_again
        on listed_again.kind = ledger_documents.kind
        and listed_again.number = coalesce(ledger_documents.number, '')
        and listed_again.reference = coalesce(ledger_documents.reference, '')
        and listed_again.contact = coalesce(ledger_documents.contact, '')
    where coalesce(listed_again.age = ages.age, true)
),

slots (slot) as (
    values (1), (2), (3), (4)
),

document_parts as (
    -- The parts of a document differ from each other, and from the references that were read from its texts.
    select
        newest_documents.*,
        case slots.slot when 1 then key_1 when 2 then key_2 when 3 then key_3 else key_4 end as part
    from newest_documents
    cross join slots
    union all
    select newest_documents.*, read_references.ref_key as part
    from newest_documents
    inner join read_references
        on read_references.dataset = 'ledger_documents'
        and read_references._landing = newest_documents._landing
        and read_references._line = newest_documents._line
)

select
    document_parts.side,
    document_parts.kind,
    document_parts.status,
    document_parts.currency,
    document_parts.document_date,
    document_parts.total,
    document_parts.tax_total,
    document_parts.amount_due,
    document_parts.part as ref_key,
    document_parts._landing,
    document_parts._line
from document_parts
left join several_named
    on several_named.dataset = 'ledger_documents'
    and several_named._landing = document_parts._landing
    and several_named._line = document_parts._line
    and several_named.ref_key = document_parts.part
    and several_named.is_told
    and several_named.nth > 1
where
    document_parts.part is not null
    and several_named._line is null
