-- Posted bills: the bills and supplier credits in the ledger for each purchase, each counted as one document however many lines it has.
--
-- since: 2000-01
-- grain: one row for each document and each of its bills or credits in the ledger
-- key:   doc_type, ref_key, kind, entry_date, reference
-- rule:  posting.md#bills
--        A payables entry and its reversal cancel each other out. `copy` is the amount of one bill

with

bills as (
    select
        ledger_matches.doc_type,
        ledger_matches.ref_key,
        ledger_matches.kind,
        ledger_matches.entry_date,
        coalesce(ledger_matches.reference, '') as reference,
        lower(trim(max(documents.contact))) as contact,
        coalesce(
            sum(case when ledger_matches.role = 'inventory' then ledger_matches.net end),
            sum(-ledger_matches.net)
        ) as net,
        sum(
            case
                when ledger_matches.role = 'inventory' and abs(ledger_matches.net - documents.amount) <= 0.02 then 1 else 0
            end
        ) as whole_lines
    from ledger_matches
    inner join documents
        on documents.doc_type = ledger_matches.doc_type
        and documents.ref_key = ledger_matches.ref_key
    where
        ledger_matches.role in ('inventory', 'payable')
        and ledger_matches.kind in ('bill', 'bill_credit')
        and ledger_matches.doc_type in ('PO', 'SCN')
    group by 1, 2, 3, 4, 5
),

payables as (
    select
        kind,
        entry_date,
        coalesce(reference, '') as reference,
        lower(trim(coalesce(contact, description, ''))) as contact,
        case kind when 'bill' then -sign(net) else sign(net) end as entries
    from ledger_read
    where
        role = 'payable'
        and kind in ('bill', 'bill_credit')
),

counted_bills as (
    select
        bills.doc_type,
        bills.ref_key,
        bills.kind,
        bills.entry_date,
        bills.reference,
        min(bills.net) as net,
        greatest(coalesce(sum(payables.entries), min(bills.whole_lines)), 1) as copies
    from bills
    left join payables
        on payables.kind = bills.kind
        and payables.entry_date = bills.entry_date
        and payables.reference = bills.reference
        and (left(payables.contact, length(bills.contact)) = bills.contact or payables.contact = '')
    group by 1, 2, 3, 4, 5
)

select
    doc_type,
    ref_key,
    kind,
    entry_date,
    reference,
    cast(copies as integer) as copies,
    cast(net / copies as decimal(18, 2)) as copy
from counted_bills
