-- Listed states: what the ledger's own list of invoices and bills says of a document: draft, voided, foreign currency.
--
-- since: 2000-01
-- rule:  domain.md SY2; the newest list that names it, up to the period. Drafts never appear in ledger reports

with

ranked as (
    select
        ledger_documents.*,
        dense_rank() over (
            partition by
                ledger_documents.kind,
                coalesce(ledger_documents.number, ''),
                coalesce(ledger_documents.reference, ''),
                coalesce(ledger_documents.contact, '')
            order by ledger_documents.period desc, landings.exported_on desc nulls last, landings.sequence desc
        ) as age
    from ledger_documents
    inner join landings
        on landings.landing = ledger_documents._landing
        and landings.dataset = 'ledger_documents'
    where ledger_documents.period <= $period
),

parts as (
    select kind, status, currency, total, document_date, key_1 as part from ranked where age = 1 and key_1 is not null
    union
    select kind, status, currency, total, document_date, key_2 as part from ranked where age = 1 and key_2 is not null
    union
    select kind, status, currency, total, document_date, key_3 as part from ranked where age = 1 and key_3 is not null
    union
    select kind, status, currency, total, document_date, key_4 as part from ranked where age = 1 and key_4 is not null
)

select
    documents.doc_type,
    documents.ref_key,
    max(case when parts.status in ('DRAFT', 'SUBMITTED') then 1 else 0 end) = 1 as is_draft_there,
    max(case when parts.status in ('VOIDED', 'DELETED') then 1 else 0 end) = 1 as is_void_there,
    max(case when parts.status in ('AUTHORISED', 'PAID') then 1 else 0 end) = 1 as is_live_there,
    max(parts.currency) as currency,
    max(parts.document_date) as listed_date
from parts
inner join documents
    on documents.ref_key = parts.part
    and (
        (parts.kind in ('bill', 'bill_credit') and documents.doc_type in ('PO', 'SCN'))
        or (parts.kind in ('sales_invoice', 'sales_credit') and documents.doc_type in ('SO', 'CN'))
    )
group by
    documents.doc_type,
    documents.ref_key
