-- Ledger named: ledger entries and listed documents, each with the Omni document that its parts, as split on upload, refer to.
--
-- since: 2000-01
-- grain: one row for each ledger line or document in the ledger's lists
-- key:   dataset, _landing, _line
-- rule:  references.md#reading-a-reference
--        A document of the type that such an entry posts (`family`) takes precedence over any other, and an earlier part over a later one.
--        `own_names` counts the parts that refer to a document of that type, or of any type if the kind of entry does not decide

with

rows_of_ledger as (
    select
        'ledger_entries' as dataset, period, is_in_month, account, role, kind, entry_date as day, source_type, contact, description,
        reference, cast(null as varchar) as number, journal_id, net, key_1, key_2, key_3, key_4, _landing, _line
    from ledger_as_known
    union all
    select
        'ledger_documents' as dataset, period, period = $period as is_in_month, cast(null as varchar) as account, 'receivable' as role,
        kind, document_date as day, cast(null as varchar) as source_type, contact, cast(null as varchar) as description,
        reference, number, cast(null as varchar) as journal_id, total as net, key_1, key_2, key_3, key_4, _landing, _line
    from ledger_documents
    where period <= $period
),

entries as (
    select
        *,
        case
            when kind in ('bill', 'bill_credit') then 'bill'
            when kind in ('sales_invoice', 'sales_credit') then 'sale'
            when kind = 'journal' then 'journal'
        end as family
    from rows_of_ledger
),

parts as (
    -- `own` is a document in the family. `any` is a document of any type.
    select
        entries.*,
        case entries.family
            when 'bill' then first.bill_type when 'sale' then first.sale_type when 'journal' then first.journal_type else first.any_type
        end as own_1,
        case entries.family
            when 'bill' then second.bill_type when 'sale' then second.sale_type when 'journal' then second.journal_type
            else second.any_type
        end as own_2,
        case entries.family
            when 'bill' then third.bill_type when 'sale' then third.sale_type when 'journal' then third.journal_type else third.any_type
        end as own_3,
        case entries.family
            when 'bill' then fourth.bill_type when 'sale' then fourth.sale_type when 'journal' then fourth.journal_type
            else fourth.any_type
        end as own_4,
        first.any_type as any_1,
        second.any_type as any_2,
        third.any_type as any_3,
        fourth.any_type as any_4
    from entries
    left join document_names as first on first.ref_key = entries.key_1
    left join document_names as second on second.ref_key = entries.key_2
    left join document_names as third on third.ref_key = entries.key_3
    left join document_names as fourth on fourth.ref_key = entries.key_4
)

select
    dataset, period, is_in_month, account, role, kind, family, day, source_type, contact, description, reference, number, journal_id, net,
    key_1, key_2, key_3, key_4,
    coalesce(own_1, own_2, own_3, own_4, any_1, any_2, any_3, any_4) as doc_type,
    case
        when own_1 is not null then key_1
        when own_2 is not null then key_2
        when own_3 is not null then key_3
        when own_4 is not null then key_4
        when any_1 is not null then key_1
        when any_2 is not null then key_2
        when any_3 is not null then key_3
        when any_4 is not null then key_4
    end as ref_key,
    case when own_1 is null then 0 else 1 end + case when own_2 is null then 0 else 1 end
    + case when own_3 is null then 0 else 1 end + case when own_4 is null then 0 else 1 end as own_names,
    _landing,
    _line
from parts
