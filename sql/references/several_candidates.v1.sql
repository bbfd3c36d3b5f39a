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

several_rows as (
    -- Few entries refer to more than one document of their kind. The lists do not include the references that were read from their texts.
    select
        'ledger_entries' as dataset, _landing, _line, kind, family, account, reference, cast(null as varchar) as number,
        description, contact, entry_date as day, net, key_1, key_2, key_3, key_4
    from ledger_read
    where
        own_names > 1
        and family in ('bill', 'sale')
    union all
    select
        dataset, _landing, _line, kind, family, cast(_line as varchar) as account, reference, number,
        description, contact, day, net, key_1, key_2, key_3, key_4
    from ledger_named
    where
        dataset = 'ledger_documents'
        and own_names > 1
        and family in ('bill', 'sale')
    union all
    select
        ledger_named.dataset, ledger_named._landing, ledger_named._line, ledger_named.kind, ledger_named.family,
        cast(ledger_named._line as varchar) as account, ledger_named.reference, ledger_named.number, ledger_named.description,
        ledger_named.contact, ledger_named.day, ledger_named.net,
        ledger_named.key_1, ledger_named.key_2, ledger_named.key_3, ledger_named.key_4
    from read_references
    inner join ledger_named
        on ledger_named.dataset = read_references.dataset
        and ledger_named._landing = read_references._landing
        and ledger_named._line = read_references._line
    where
        read_references.dataset = 'ledger_documents'
        and read_references.nth = 1
        and ledger_named.family in ('bill', 'sale')
),

several_entries as (
    -- An entry has lines on several accounts. In a list, each line is a separate entry.
    select
        *,
        coalesce(reference, key_1) as named_as,
        concat_ws(
            '|', dataset, kind, day, coalesce(reference, key_1), contact,
            case when dataset = 'ledger_documents' then _landing || account end
        ) as entry
    from several_rows
),

entry_accounts as (
    select distinct _landing, kind, account, named_as, day, coalesce(contact, '') as contact, entry
    from several_entries
    where dataset = 'ledger_entries'
),

entry_amounts as (
    -- The amount of an entry on each account, in total and for each line.
    select
        entry_accounts.entry,
        entry_accounts._landing || entry_accounts.account as part,
        abs(sum(ledger_read.net)) as amount
    from entry_accounts
    inner join ledger_read
        on ledger_read._landing = entry_accounts._landing
        and ledger_read.kind = entry_accounts.kind
        and ledger_read.account = entry_accounts.account
        and ledger_read.entry_date = entry_accounts.day
        and coalesce(ledger_read.reference, ledger_read.key_1) = entry_accounts.named_as
        and coalesce(ledger_read.contact, '') = entry_accounts.contact
    group by 1, 2
    union
    select entry, 'line' as part, abs(net) as amount
    from several_entries
),

slots (slot) as (
    values (1), (2), (3), (4)
),

named_keys as (
    select
        several_entries.*,
        slots.slot,
        case slots.slot when 1 then key_1 when 2 then key_2 when 3 then key_3 else key_4 end as ref_key
    from several_entries
    cross join slots
    union all
    select
        several_entries.*,
        read_references.nth as slot,
        read_references.ref_key
    from several_entries
    inner join read_references
        on read_references.dataset = several_entries.dataset
        and read_references._landing = several_entries._landing
        and read_references._line = several_entries._line
    where several_entries.dataset = 'ledger_documents'
),

named_documents as (
    select
        named_keys.*,
        case when named_keys.family = 'bill' then document_names.bill_type else document_names.sale_type end as doc_type
    from named_keys
    inner join document_names on document_names.ref_key = named_keys.ref_key
),

entry_documents as (
    select
        named_documents.*,
        document_values.amount,
        document_values.amount_incl,
        document_values.amount_goods,
        document_values.landing_costs,
        document_values.acct_date,
        document_values.contact as document_contact
    from named_documents
    left join document_values
        on document_values.doc_type = named_documents.doc_type
        and document_values.ref_key = named_documents.ref_key
    where named_documents.doc_type is not null
),

candidate_documents as (
    select distinct
        entry,
        kind,
        doc_type,
        ref_key,
        case when doc_type in ('CN', 'SCN') then -1 else 1 end as sign,
        amount,
        amount_incl,
        amount_goods,
        landing_costs
    from entry_documents
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
        coalesce(entry_documents.acct_date = entry_documents.day, false) as is_of_day,
        coalesce(
            lower(trim(entry_documents.document_contact)) = lower(trim(entry_documents.contact))
            or left(lower(trim(entry_documents.description)), length(trim(entry_documents.document_contact)))
            = lower(trim(entry_documents.document_contact)),
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
