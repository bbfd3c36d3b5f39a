-- Cut entries: ledger entries whose reference has exactly the length that a package allows, so it may have been truncated.
--
-- since: 2000-01
-- grain: one row for each such ledger entry
-- key:   _landing, _line
-- rule:  references.md#cut-references
--        `tail` is the last part of the reference. `names_one` is true if a whole part is the reference of a document. `family` is the type
--        of document that such an entry posts

with

lengths_kept as (
    select distinct reference_length as characters
    from packages
    where reference_length is not null
)

select
    ledger_read.*,
    upper(ledger_read.reference) as cut_reference,
    cast(length(ledger_read.reference) as varchar) as cut_at,
    case when ledger_read.reference like '%|%' then ledger_read.key_2 else ledger_read.key_1 end as tail,
    case
        when ledger_read.kind in ('bill', 'bill_credit') then 'bill'
        when ledger_read.kind in ('sales_invoice', 'sales_credit', 'payment') then 'sale'
        when ledger_read.kind = 'journal' then 'journal'
    end as family,
    coalesce(first.ref_key, second.ref_key, third.ref_key, fourth.ref_key) is not null as names_one
from ledger_read
left join document_names as first on first.ref_key = ledger_read.key_1
left join document_names as second on second.ref_key = ledger_read.key_2
left join document_names as third on third.ref_key = ledger_read.key_3
left join document_names as fourth on fourth.ref_key = ledger_read.key_4
where length(ledger_read.reference) in (select characters from lengths_kept)
