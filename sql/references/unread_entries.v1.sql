-- Unread entries: ledger entries and listed documents whose parts, as split on upload, include no Omni reference.
--
-- since: 2000-01
-- grain: one row for each ledger line or listed document without an Omni reference
-- key:   dataset, _landing, _line
-- rule:  references.md#how-the-ledger-writes-references
--        The separator between the reference and the serial may be a character that references also contain, or may be missing. `size` is
--        the amount of the whole transaction on its account. `kind_family` is the type of document that such an entry posts

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
),

keyed_entries as (
    select
        rows_of_ledger.* exclude (key_1, key_2, key_3, key_4),
        case when placed_keys._line is null then rows_of_ledger.key_1 else placed_keys.key_1 end as key_1,
        case when placed_keys._line is null then rows_of_ledger.key_2 else placed_keys.key_2 end as key_2,
        case when placed_keys._line is null then rows_of_ledger.key_3 else placed_keys.key_3 end as key_3,
        case when placed_keys._line is null then rows_of_ledger.key_4 else placed_keys.key_4 end as key_4
    from rows_of_ledger
    left join placed_keys
        on placed_keys.dataset = rows_of_ledger.dataset
        and placed_keys._landing = rows_of_ledger._landing
        and placed_keys._line = rows_of_ledger._line
)

select
    keyed_entries.*,
    case
        when keyed_entries.kind in ('bill', 'bill_credit') then 'bill'
        when keyed_entries.kind in ('sales_invoice', 'sales_credit') then 'sale'
        when keyed_entries.kind = 'journal' then 'journal'
    end as kind_family,
    abs(sum(keyed_entries.net) over (
        partition by
            keyed_entries.dataset, keyed_entries._landing, keyed_entries.kind, keyed_entries.role,
            keyed_entries.reference, keyed_entries.key_1, keyed_entries.key_2, keyed_entries.day
    )) as size
from keyed_entries
left join document_names as first on first.ref_key = keyed_entries.key_1
left join document_names as second on second.ref_key = keyed_entries.key_2
left join document_names as third on third.ref_key = keyed_entries.key_3
left join document_names as fourth on fourth.ref_key = keyed_entries.key_4
where
    coalesce(first.ref_key, second.ref_key, third.ref_key, fourth.ref_key) is null
    and coalesce(keyed_entries.reference, keyed_entries.key_1, keyed_entries.description) is not null
