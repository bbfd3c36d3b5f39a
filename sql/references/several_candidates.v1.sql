-- Several candidates: the documents of its own kind that an entry or a listed document of the ledger names, where it names
-- several, and what speaks for each.
--
-- since: 2000-01
-- grain: one row for each entry or listed document that names several documents, and each of these
-- key:   dataset, _landing, _line, slot
-- rule:  references.md#several-documents-in-one-text
--        `is_joined`: the reference is the document's with its supplier's number, whatever joins the two. `is_of_amount`: the whole
--        entry on one account, or one of its lines, has the amount of the document. `is_merged`: the entry has the amount of all
--        together. `place` is the document's rank among them in the text, read as words

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

owned as (
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

named as (
    -- Few entries name more than one document of their kind.
    select
        owned.dataset,
        owned._landing,
        owned._line,
        slots.slot,
        case slots.slot when 1 then own_1 when 2 then own_2 when 3 then own_3 else own_4 end as doc_type,
        case slots.slot when 1 then key_1 when 2 then key_2 when 3 then key_3 else key_4 end as ref_key
    from owned
    cross join slots
    where
        case when own_1 is null then 0 else 1 end + case when own_2 is null then 0 else 1 end
        + case when own_3 is null then 0 else 1 end + case when own_4 is null then 0 else 1 end > 1
    union all
    -- Entries have what was read as their keys, the lists do not.
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

several as (
    select
        rows_of_ledger.*,
        named.slot,
        named.doc_type,
        named.ref_key,
        -- One entry has lines on several accounts; in a list each line is one.
        concat_ws(
            '|', rows_of_ledger.dataset, rows_of_ledger.kind, rows_of_ledger.day,
            coalesce(rows_of_ledger.reference, rows_of_ledger.key_1), rows_of_ledger.contact,
            case when rows_of_ledger.dataset = 'ledger_documents' then rows_of_ledger._landing || rows_of_ledger.account end
        ) as entry
    from named
    inner join rows_of_ledger
        on rows_of_ledger.dataset = named.dataset
        and rows_of_ledger._landing = named._landing
        and rows_of_ledger._line = named._line
    where named.doc_type is not null
),

accounts as (
    select distinct dataset, _landing, kind, account, coalesce(reference, key_1) as named_as, day, coalesce(contact, '') as contact, entry
    from several
),

amounts as (
    -- What an entry has on an account as a whole, and on each of its lines.
    select
        accounts.entry,
        accounts._landing || accounts.account as part,
        abs(sum(rows_of_ledger.net)) as amount
    from accounts
    inner join rows_of_ledger
        on rows_of_ledger.dataset = accounts.dataset
        and rows_of_ledger._landing = accounts._landing
        and rows_of_ledger.kind = accounts.kind
        and rows_of_ledger.account = accounts.account
        and rows_of_ledger.day = accounts.day
        and coalesce(rows_of_ledger.reference, rows_of_ledger.key_1) = accounts.named_as
        and coalesce(rows_of_ledger.contact, '') = accounts.contact
    group by 1, 2
    union
    select entry, 'line' as part, abs(net) as amount
    from several
),

candidates as (
    select distinct
        several.entry,
        several.kind,
        several.doc_type,
        several.ref_key,
        case when several.doc_type in ('CN', 'SCN') then -1 else 1 end as sign,
        document_keys.amount,
        document_keys.amount_incl,
        document_keys.amount_goods,
        document_keys.landing_costs
    from several
    inner join document_keys
        on document_keys.doc_type = several.doc_type
        and document_keys.ref_key = several.ref_key
),

fitting as (
    select distinct
        candidates.entry,
        candidates.doc_type,
        candidates.ref_key
    from candidates
    inner join amounts on amounts.entry = candidates.entry
    where
        amounts.amount > 0.02
        and (
            candidates.doc_type = 'BATCH'
            or (candidates.kind in ('sales_credit', 'bill_credit') and candidates.doc_type in ('CN', 'SCN'))
            or (candidates.kind in ('sales_invoice', 'bill') and candidates.doc_type in ('SO', 'PO'))
        )
        and (
            abs(amounts.amount - candidates.amount) <= 0.02
            or abs(amounts.amount - candidates.amount_incl) <= 0.02
            or abs(amounts.amount - candidates.amount_goods) <= 0.02
            or coalesce(abs(amounts.amount - candidates.landing_costs) <= 0.02, false)
        )
),

together as (
    select
        entry,
        abs(sum(sign * amount)) as amount,
        abs(sum(sign * amount_incl)) as amount_incl,
        abs(sum(sign * amount_goods)) as amount_goods
    from candidates
    group by entry
),

merged as (
    select distinct together.entry
    from together
    inner join amounts on amounts.entry = together.entry
    where
        amounts.amount > 0.02
        and (
            abs(amounts.amount - together.amount) <= 0.02
            or abs(amounts.amount - together.amount_incl) <= 0.02
            or abs(amounts.amount - together.amount_goods) <= 0.02
        )
),

weighed as (
    select
        several.dataset,
        several._landing,
        several._line,
        several.kind,
        several.slot,
        several.doc_type,
        several.ref_key,
        merged.entry is not null as is_merged,
        coalesce(
            regexp_replace(upper(several.reference), '[^\p{L}0-9]+', '', 'g') in (
                regexp_replace(upper(documents.supplier_inv_no || documents.ref), '[^\p{L}0-9]+', '', 'g'),
                regexp_replace(upper(documents.ref || documents.supplier_inv_no), '[^\p{L}0-9]+', '', 'g')
            ),
            false
        ) as is_joined,
        fitting.entry is not null as is_of_amount,
        coalesce(document_keys.acct_date = several.day, false) as is_of_day,
        coalesce(
            lower(trim(document_keys.contact)) = lower(trim(several.contact))
            or left(lower(trim(several.description)), length(trim(document_keys.contact))) = lower(trim(document_keys.contact)),
            false
        ) as is_of_contact,
        -- Read as words, a text is the same however its parts are joined.
        strpos(
            ' ' || regexp_replace(upper(concat_ws(' / ', several.reference, several.number)), '[^\p{L}0-9]+', ' ', 'g') || ' ',
            ' ' || regexp_replace(several.ref_key, '[^\p{L}0-9]+', ' ', 'g') || ' '
        ) as position
    from several
    left join document_keys
        on document_keys.doc_type = several.doc_type
        and document_keys.ref_key = several.ref_key
    left join documents
        on documents.doc_type = several.doc_type
        and documents.ref_key = several.ref_key
    left join fitting
        on fitting.entry = several.entry
        and fitting.doc_type = several.doc_type
        and fitting.ref_key = several.ref_key
    left join merged on merged.entry = several.entry
)

select
    * exclude (position),
    row_number() over (
        partition by dataset, _landing, _line
        order by case when position = 0 then 1 else 0 end, position, slot
    ) as place
from weighed
