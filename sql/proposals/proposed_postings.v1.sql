-- Proposed postings: the amount on each account for each document or batch that ledger entries refer to, excluding settlements.
--
-- since: 2000-01
-- grain: one row for each account, document, and kind of entry that posts it
-- key:   identity, doc_type, ref_key, family, is_untold
-- rule:  proposed-settings.md#roles-of-accounts, references.md#several-documents-in-one-text
--        If a file does not state the kind of an entry, only the first date on which a document is posted is used, because it is
--        usually settled later

with

slots (slot) as (
    values (1), (2), (3), (4)
),

several_keys as (
    -- Few entries refer to more than one document of their kind.
    select
        ledger_read.*,
        case slots.slot when 1 then key_1 when 2 then key_2 when 3 then key_3 else key_4 end as named_key
    from ledger_read
    cross join slots
    where ledger_read.own_names > 1
),

entry_documents as (
    select period, account, kind, family, entry_date, net, doc_type, ref_key, _landing
    from ledger_read
    where own_names = 1
    union all
    select
        several_keys.period,
        several_keys.account,
        several_keys.kind,
        several_keys.family,
        several_keys.entry_date,
        several_keys.net,
        case several_keys.family
            when 'bill' then document_names.bill_type
            when 'sale' then document_names.sale_type
            when 'journal' then document_names.journal_type
            else document_names.any_type
        end as doc_type,
        several_keys.named_key as ref_key,
        several_keys._landing
    from several_keys
    inner join document_names on document_names.ref_key = several_keys.named_key
    left join several_named
        on several_named.dataset = 'ledger_entries'
        and several_named._landing = several_keys._landing
        and several_named._line = several_keys._line
        and several_named.ref_key = several_keys.named_key
        and several_named.is_told
        and several_named.nth > 1
    where several_named._line is null
),

postings as (
    select
        ledger_files.identity,
        entry_documents.family,
        entry_documents.doc_type,
        entry_documents.ref_key,
        entry_documents.entry_date,
        entry_documents.net
    from entry_documents
    inner join ledger_files
        on ledger_files.period = entry_documents.period
        and ledger_files.account = entry_documents.account
        and ledger_files._landing = entry_documents._landing
    where
        entry_documents.kind in ('sales_invoice', 'sales_credit', 'bill', 'bill_credit', 'journal', 'other')
        and entry_documents.doc_type is not null
),

untold_documents as (
    select distinct doc_type, ref_key
    from postings
    where family is null
),

first_dates as (
    select
        postings.doc_type,
        postings.ref_key,
        min(postings.entry_date) as entry_date
    from postings
    inner join untold_documents
        on untold_documents.doc_type = postings.doc_type
        and untold_documents.ref_key = postings.ref_key
    group by
        postings.doc_type,
        postings.ref_key
)

select
    identity,
    doc_type,
    ref_key,
    family,
    false as is_untold,
    sum(case when net > 0 then net else 0 end) as debits,
    sum(case when net < 0 then -net else 0 end) as credits,
    sum(net) as net
from postings
where family is not null
group by
    identity,
    doc_type,
    ref_key,
    family
union all
select
    postings.identity,
    postings.doc_type,
    postings.ref_key,
    case when postings.doc_type in ('PO', 'SCN') then 'bill' when postings.doc_type = 'ADJ' then 'journal' else 'sale' end as family,
    true as is_untold,
    sum(case when postings.net > 0 then postings.net else 0 end) as debits,
    sum(case when postings.net < 0 then -postings.net else 0 end) as credits,
    sum(postings.net) as net
from postings
inner join first_dates
    on first_dates.doc_type = postings.doc_type
    and first_dates.ref_key = postings.ref_key
    and first_dates.entry_date = postings.entry_date
where postings.family is null
group by 1, 2, 3, 4
