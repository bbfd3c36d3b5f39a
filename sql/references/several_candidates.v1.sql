-- Several candidates: the documents mentioned by each entry or listed document that mentions several documents of its own kind, and the
-- evidence for each.
--
-- since: 2000-01
-- grain: one row for each entry or listed document that mentions several documents, and each of those documents
-- key:   dataset, _landing, _line, slot
-- rule:  references.md#several-documents-in-one-text
--        `is_joined` is true if the reference is the document's reference combined with its supplier's number, whatever the separator.
--        `is_of_amount` is true if the entry's total on one account, or one of its lines, equals the document's amount. `is_merged` is true
--        if the entry equals the total of all the documents. `place` is the rank of the document's reference in the text, compared word by
--        word

with

rows_of_ledger as (
    select
        'ledger_entries' as dataset, _landing, _line, kind, account, reference, cast(null as varchar) as number,
        description, contact, entry_date as day, net, key_1, key_2, key_3, key_4
    from ledger_read
    where kind in ('sales_invoice', 'sales_credit', 'bill', 'bill_credit')
    union all
    select
        'ledger_documents' as dataset, _landing, _line, kind, cast(_line as varchar) as account, reference, number,
        cast(null as varchar) as description, contact, document_date as day, total as net, key_1, key_2, key_3, key_4
    from ledger_documents
    where
        period <= $period
        and kind in ('sales_invoice', 'sales_credit', 'bill', 'bill_credit')
),

own_documents as (
    select
        rows_of_ledger.*,
        case when rows_of_ledger.kind in ('bill', 'bill_credit') then first.bill_type else first.sale_type end as own_1,
        case when rows_of_ledger.kind in ('bill', 'bill_credit') then second.bill_type else second.sale_type end as own_2,
        case when rows_of_ledger.kind in ('bill', 'bill_credit') then third.bill_type else third.sale_type end as own_3,
        case when rows_of_ledger.kind in ('bill', 'bill_credit') then fourth.bill_type else fourth.sale_type end as own_4
    from rows_of_ledger
    left join document_names as first on first.ref_key = rows_of_ledger.key_1
    left join document_names as second on second.ref_key = rows_of_ledger.key_2
    left join document_names as third on third.ref_key = rows_of_ledger.key_3
    left join document_names as fourth on fourth.ref_key = rows_of_ledger.key_4
    where rows_of_ledger.key_2 is not null
),

slots (slot) as (
    values (1), (2), (3), (4)
),

named_documents as (
    -- Few entries refer to more than one document of their kind.
    select
        own_documents.dataset,
        own_documents._landing,
        own_documents._line,
        slots.slot,
        case slots.slot when 1 then own_1 when 2 then own_2 when 3 then own_3 else own_4 end as doc_type,
        case slots.slot when 1 then key_1 when 2 then key_2 when 3 then key_3 else key_4 end as ref_key
    from own_documents
    cross join slots
    where
        case when own_1 is null then 0 else 1 end + case when own_2 is null then 0 else 1 end
        + case when own_3 is null then 0 else 1 end + case when own_4 is null then 0 else 1 end > 1
    union all
    -- Entries already include the keys that were read from their texts, but lists do not.
    select
        read_references.dataset,
        read_references._landing,
        read_references._line,
        read_references.nth as slot,
        case
            when rows_of_ledger.kind in ('bill', 'bill_credit') then document_names.bill_type else document_names.sale_type
        end as doc_type,
        read_references.ref_key
    from read_references
    inner join rows_of_ledger
        on rows_of_ledger.dataset = read_references.dataset
        and rows_of_ledger._landing = read_references._landing
        and rows_of_ledger._line = read_references._line
    inner join document_names on document_names.ref_key = read_references.ref_key
    where read_references.dataset = 'ledger_documents'
),

entry_documents as (
    select
        rows_of_ledger.*,
        named_documents.slot,
        named_documents.doc_type,
        named_documents.ref_key,
        -- An entry has lines on several accounts. In a list, each line is a separate entry.
        concat_ws(
            '|', rows_of_ledger.dataset, rows_of_ledger.kind, rows_of_ledger.day,
            coalesce(rows_of_ledger.reference, rows_of_ledger.key_1), rows_of_ledger.contact,
            case when rows_of_ledger.dataset = 'ledger_documents' then rows_of_ledger._landing || rows_of_ledger.account end
        ) as entry
    from named_documents
    inner join rows_of_ledger
        on rows_of_ledger.dataset = named_documents.dataset
        and rows_of_ledger._landing = named_documents._landing
        and rows_of_ledger._line = named_documents._line
    where named_documents.doc_type is not null
),

entry_accounts as (
    select distinct dataset, _landing, kind, account, coalesce(reference, key_1) as named_as, day, coalesce(contact, '') as contact, entry
    from entry_documents
),

entry_amounts as (
    -- The amount of an entry on each account, in total and for each line.
    select
        entry_accounts.entry,
        entry_accounts._landing || entry_accounts.account as part,
        abs(sum(rows_of_ledger.net)) as amount
    from entry_accounts
    inner join rows_of_ledger
        on rows_of_ledger.dataset = entry_accounts.dataset
        and rows_of_ledger._landing = entry_accounts._landing
        and rows_of_ledger.kind = entry_accounts.kind
        and rows_of_ledger.account = entry_accounts.account
        and rows_of_ledger.day = entry_accounts.day
        and coalesce(rows_of_ledger.reference, rows_of_ledger.key_1) = entry_accounts.named_as
        and coalesce(rows_of_ledger.contact, '') = entry_accounts.contact
    group by 1, 2
    union
    select entry, 'line' as part, abs(net) as amount
    from entry_documents
),

candidate_documents as (
    select distinct
        entry_documents.entry,
        entry_documents.kind,
        entry_documents.doc_type,
        entry_documents.ref_key,
        case when entry_documents.doc_type in ('CN', 'SCN') then -1 else 1 end as sign,
        document_keys.amount,
        document_keys.amount_incl,
        document_keys.amount_goods,
        document_keys.landing_costs
    from entry_documents
    inner join document_keys
        on document_keys.doc_type = entry_documents.doc_type
        and document_keys.ref_key = entry_documents.ref_key
),

fitting_documents as (
    select distinct
        candidate_documents.entry,
        candidate_documents.doc_type,
        candidate_documents.ref_key
    from candidate_documents
    inner join entry_amounts on entry_amounts.entry = candidate_documents.entry
    where
        entry_amounts.amount > 0.02
        and (
            candidate_documents.doc_type = 'BATCH'
            or (candidate_documents.kind in ('sales_credit', 'bill_credit') and candidate_documents.doc_type in ('CN', 'SCN'))
            or (candidate_documents.kind in ('sales_invoice', 'bill') and candidate_documents.doc_type in ('SO', 'PO'))
        )
        and (
            abs(entry_amounts.amount - candidate_documents.amount) <= 0.02
            or abs(entry_amounts.amount - candidate_documents.amount_incl) <= 0.02
            or abs(entry_amounts.amount - candidate_documents.amount_goods) <= 0.02
            or coalesce(abs(entry_amounts.amount - candidate_documents.landing_costs) <= 0.02, false)
        )
),

combined_amounts as (
    select
        entry,
        abs(sum(sign * amount)) as amount,
        abs(sum(sign * amount_incl)) as amount_incl,
        abs(sum(sign * amount_goods)) as amount_goods
    from candidate_documents
    group by entry
),

merged_entries as (
    select distinct combined_amounts.entry
    from combined_amounts
    inner join entry_amounts on entry_amounts.entry = combined_amounts.entry
    where
        entry_amounts.amount > 0.02
        and (
            abs(entry_amounts.amount - combined_amounts.amount) <= 0.02
            or abs(entry_amounts.amount - combined_amounts.amount_incl) <= 0.02
            or abs(entry_amounts.amount - combined_amounts.amount_goods) <= 0.02
        )
),

weighed_candidates as (
    select
        entry_documents.dataset,
        entry_documents._landing,
        entry_documents._line,
        entry_documents.kind,
        entry_documents.slot,
        entry_documents.doc_type,
        entry_documents.ref_key,
        merged_entries.entry is not null as is_merged,
        coalesce(
            regexp_replace(upper(entry_documents.reference), '[^\p{L}0-9]+', '', 'g') in (
                regexp_replace(upper(documents.supplier_inv_no || documents.ref), '[^\p{L}0-9]+', '', 'g'),
                regexp_replace(upper(documents.ref || documents.supplier_inv_no), '[^\p{L}0-9]+', '', 'g')
            ),
            false
        ) as is_joined,
        fitting_documents.entry is not null as is_of_amount,
        coalesce(document_keys.acct_date = entry_documents.day, false) as is_of_day,
        coalesce(
            lower(trim(document_keys.contact)) = lower(trim(entry_documents.contact))
            or left(lower(trim(entry_documents.description)), length(trim(document_keys.contact))) = lower(trim(document_keys.contact)),
            false
        ) as is_of_contact,
        -- Compare word by word, so that the separators between the parts do not matter.
        strpos(
            ' '
            || regexp_replace(upper(concat_ws(' / ', entry_documents.reference, entry_documents.number)), '[^\p{L}0-9]+', ' ', 'g')
            || ' ',
            ' ' || regexp_replace(entry_documents.ref_key, '[^\p{L}0-9]+', ' ', 'g') || ' '
        ) as position
    from entry_documents
    left join document_keys
        on document_keys.doc_type = entry_documents.doc_type
        and document_keys.ref_key = entry_documents.ref_key
    left join documents
        on documents.doc_type = entry_documents.doc_type
        and documents.ref_key = entry_documents.ref_key
    left join fitting_documents
        on fitting_documents.entry = entry_documents.entry
        and fitting_documents.doc_type = entry_documents.doc_type
        and fitting_documents.ref_key = entry_documents.ref_key
    left join merged_entries on merged_entries.entry = entry_documents.entry
)

select
    * exclude (position),
    row_number() over (
        partition by dataset, _landing, _line
        order by case when position = 0 then 1 else 0 end, position, slot
    ) as place
from weighed_candidates
