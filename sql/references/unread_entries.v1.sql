-- Unread entries: entries and listed documents of the ledger of which no part, as it was split at landing, is a reference of Omni.
--
-- since: 2000-01
-- rule:  domain.md 5.3. What joins Omni's reference to the ledger's serial is set by an administrator: it may be a character
--        that references hold themselves, or none. `size` is the amount of the whole transaction on its account: a bill is a
--        document, however many lines it has. `kind_family` says whose documents such an entry is posted for

with

rows_of_ledger as (
    select
        'ledger_entries' as dataset, _landing, _line, kind, role, reference, description, contact, entry_date as day, net,
        key_1, key_2, key_3, key_4
    from ledger_as_known
    where
        role in ('inventory', 'cogs', 'revenue')
        or kind in ('sales_invoice', 'sales_credit', 'bill', 'bill_credit', 'journal', 'other')
    union all
    select
        'ledger_documents' as dataset, _landing, _line, kind, 'receivable' as role, reference,
        cast(null as varchar) as description, contact, document_date as day, total as net, key_1, key_2, key_3, key_4
    from ledger_documents
    where period <= $period
)

select
    rows_of_ledger.*,
    case
        when rows_of_ledger.kind in ('bill', 'bill_credit') then 'bill'
        when rows_of_ledger.kind in ('sales_invoice', 'sales_credit') then 'sale'
        when rows_of_ledger.kind = 'journal' then 'journal'
    end as kind_family,
    abs(sum(rows_of_ledger.net) over (
        partition by
            rows_of_ledger.dataset, rows_of_ledger._landing, rows_of_ledger.kind, rows_of_ledger.role,
            rows_of_ledger.reference, rows_of_ledger.key_1, rows_of_ledger.key_2, rows_of_ledger.day
    )) as size
from rows_of_ledger
left join document_names as first on first.ref_key = rows_of_ledger.key_1
left join document_names as second on second.ref_key = rows_of_ledger.key_2
left join document_names as third on third.ref_key = rows_of_ledger.key_3
left join document_names as fourth on fourth.ref_key = rows_of_ledger.key_4
where
    coalesce(first.ref_key, second.ref_key, third.ref_key, fourth.ref_key) is null
    and coalesce(rows_of_ledger.reference, rows_of_ledger.key_1, rows_of_ledger.description) is not null
