-- Proposed postings: the amount on each account for each document or batch that ledger entries refer to, excluding settlements.
--
-- since: 2000-01
-- grain: one row for each account, document, and kind of entry that posts it
-- key:   identity, doc_type, ref_key, family, is_untold
-- rule:  proposed-settings.md#roles-of-accounts, references.md#several-documents-in-one-text
--        If a file does not state the kind of an entry, only the first date on which a document is posted is used, because it is
--        usually settled later

with

entries as (
    select
        ledger_files.identity,
        ledger_read.kind,
        ledger_read.entry_date,
        ledger_read.net,
        case
            when ledger_read.kind in ('bill', 'bill_credit') then 'bill'
            when ledger_read.kind in ('sales_invoice', 'sales_credit') then 'sale'
            when ledger_read.kind = 'journal' then 'journal'
        end as family,
        ledger_read.key_1,
        ledger_read.key_2,
        ledger_read.key_3,
        ledger_read.key_4,
        ledger_read._landing,
        ledger_read._line
    from ledger_read
    inner join ledger_files
        on ledger_files.period = ledger_read.period
        and ledger_files.account = ledger_read.account
        and ledger_files._landing = ledger_read._landing
    where ledger_read.kind in ('sales_invoice', 'sales_credit', 'bill', 'bill_credit', 'journal', 'other')
),

slots (slot) as (
    values (1), (2), (3), (4)
),

entry_keys as (
    select
        entries.*,
        slots.slot,
        case slots.slot when 1 then key_1 when 2 then key_2 when 3 then key_3 else key_4 end as ref_key
    from entries
    cross join slots
),

entry_documents as (
    select
        entry_keys.*,
        case entry_keys.family
            when 'bill' then document_names.bill_type
            when 'sale' then document_names.sale_type
            when 'journal' then document_names.journal_type
            else document_names.any_type
        end as doc_type
    from entry_keys
    inner join document_names on document_names.ref_key = entry_keys.ref_key
    left join several_named
        on several_named.dataset = 'ledger_entries'
        and several_named._landing = entry_keys._landing
        and several_named._line = entry_keys._line
        and several_named.ref_key = entry_keys.ref_key
        and several_named.is_told
        and several_named.nth > 1
    where several_named._line is null
),

dated_postings as (
    select
        *,
        min(entry_date) over (partition by doc_type, ref_key) as first_date
    from entry_documents
    where doc_type is not null
)

select
    identity,
    doc_type,
    ref_key,
    coalesce(
        family, case when doc_type in ('PO', 'SCN') then 'bill' when doc_type = 'ADJ' then 'journal' else 'sale' end
    ) as family,
    family is null as is_untold,
    sum(case when net > 0 then net else 0 end) as debits,
    sum(case when net < 0 then -net else 0 end) as credits,
    sum(net) as net
from dated_postings
where
    family is not null
    or entry_date = first_date
group by 1, 2, 3, 4, 5
