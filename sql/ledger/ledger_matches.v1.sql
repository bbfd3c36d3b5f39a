-- Ledger matches: the Omni document or batch that a ledger entry names, and the reason code that justifies it.
--
-- since: 2000-01
-- grain: one row for each ledger line, or for each adjustment where one journal posts the sum of several
-- key:   _landing, _line, ref_key (may be blank)
-- rule:  references.md#reading-a-reference, references.md#several-documents-in-one-text

with

entries as (
    -- Under periodic inventory a bill is an expense on any account, so the billed amount is read from payables.
    select
        ledger_read.*,
        case
            when ledger_read.kind in ('bill', 'bill_credit') then 'bill'
            when ledger_read.kind in ('sales_invoice', 'sales_credit') then 'sale'
            when ledger_read.kind = 'journal' then 'journal'
        end as family
    from ledger_read
    cross join settings_in_force
    where
        ledger_read.role in ('inventory', 'cogs', 'revenue', 'deposits')
        or ledger_read.kind in ('sales_invoice', 'sales_credit', 'journal', 'other')
        or (ledger_read.role is null and ledger_read.kind in ('bill', 'bill_credit'))
        or (
            settings_in_force.inventory_method = 'periodic'
            and ledger_read.role = 'payable'
            and ledger_read.kind in ('bill', 'bill_credit')
        )
),

later_parts as (
    -- Few references have more than two parts.
    select
        entries._landing,
        entries._line,
        case entries.family when 'bill' then third.bill_type when 'sale' then third.sale_type when 'journal' then third.journal_type end
            as own_3,
        case entries.family
            when 'bill' then fourth.bill_type when 'sale' then fourth.sale_type when 'journal' then fourth.journal_type
        end as own_4,
        third.any_type as any_3,
        fourth.any_type as any_4
    from entries
    left join document_names as third on third.ref_key = entries.key_3
    left join document_names as fourth on fourth.ref_key = entries.key_4
    where
        entries.key_3 is not null
        or entries.key_4 is not null
),

entry_documents as (
    -- `own` is a document of the kind that such an entry is posted for, `any` is one of any kind.
    select
        entries.*,
        case entries.family when 'bill' then first.bill_type when 'sale' then first.sale_type when 'journal' then first.journal_type end
            as own_1,
        case entries.family
            when 'bill' then second.bill_type when 'sale' then second.sale_type when 'journal' then second.journal_type
        end as own_2,
        later_parts.own_3,
        later_parts.own_4,
        first.any_type as any_1,
        second.any_type as any_2,
        later_parts.any_3,
        later_parts.any_4
    from entries
    left join document_names as first on first.ref_key = entries.key_1
    left join document_names as second on second.ref_key = entries.key_2
    left join later_parts
        on later_parts._landing = entries._landing
        and later_parts._line = entries._line
),

entries_of_several as (
    -- Few entries refer to more than one document of their kind.
    select *
    from entry_documents
    where
        family in ('bill', 'sale')
        and case when own_1 is null then 0 else 1 end + case when own_2 is null then 0 else 1 end
        + case when own_3 is null then 0 else 1 end + case when own_4 is null then 0 else 1 end > 1
),

slots as (
    select 1 as slot
    union all
    select 2 as slot
    union all
    select 3 as slot
    union all
    select 4 as slot
),

several_keys as (
    select
        entries_of_several.*,
        case slots.slot when 1 then key_1 when 2 then key_2 when 3 then key_3 else key_4 end as named_key
    from entries_of_several
    cross join slots
),

several_documents as (
    select
        several_keys._landing,
        several_keys._line,
        several_keys.family,
        several_keys.role,
        several_keys.net,
        documents.doc_type,
        documents.ref_key,
        documents.amount,
        documents.amount_incl,
        documents.landing_costs,
        documents.is_void or documents.is_draft as is_no_posting
    from several_keys
    inner join documents on documents.ref_key = several_keys.named_key
),

joined_entries as (
    -- A supplier's number may look like the reference of another order. The order is the one that Omni joined it with.
    select distinct _landing, _line
    from several_named
    where
        dataset = 'ledger_entries'
        and is_joined
),

shares as (
    select
        several_documents._landing,
        several_documents._line,
        several_documents.net,
        several_documents.doc_type,
        several_documents.ref_key,
        case several_documents.role
            when 'inventory' then several_documents.amount - coalesce(several_documents.landing_costs, 0)
            when 'payable' then -several_documents.amount_incl
            when 'revenue' then -several_documents.amount
            when 'receivable' then several_documents.amount_incl
        end as share
    from several_documents
    left join joined_entries
        on joined_entries._landing = several_documents._landing
        and joined_entries._line = several_documents._line
    where
        joined_entries._line is null
        and not several_documents.is_no_posting
        and (
            (several_documents.family = 'bill' and several_documents.doc_type in ('PO', 'SCN'))
            or (several_documents.family = 'sale' and several_documents.doc_type in ('SO', 'CN'))
        )
),

share_totals as (
    select
        *,
        sum(share) over (partition by _landing, _line) as total,
        row_number() over (partition by _landing, _line order by ref_key) as nth
    from shares
),

split_shares as (
    -- Merged in the ledger: the entry is the sum of the documents, to the cent except for rounding, which the first one
    -- carries.
    select
        _landing,
        _line,
        doc_type,
        ref_key,
        share + case when nth = 1 then net - total else 0 end as share
    from share_totals
    where abs(net - total) <= 0.02
),

bills_by_number as (
    -- Bills that no sync posts (without an integration, or for an order that is not imported) are keyed by hand under
    -- the supplier's number, which is then the only reference to the order.
    select
        entry_documents._landing,
        entry_documents._line,
        coalesce(min(case when not documents.is_void then documents.doc_type end), min(documents.doc_type)) as doc_type,
        coalesce(min(case when not documents.is_void then documents.ref_key end), min(documents.ref_key)) as ref_key
    from entry_documents
    cross join settings_in_force
    inner join packages on packages.code = settings_in_force.package
    inner join documents
        on upper(trim(documents.supplier_inv_no)) = upper(trim(entry_documents.reference))
        and (
            lower(trim(documents.contact)) = lower(trim(entry_documents.contact))
            or left(lower(trim(entry_documents.description)), length(trim(documents.contact))) = lower(trim(documents.contact))
        )
    where
        (not packages.syncs or (coalesce(documents.status, 'NOT_IMPORTED') <> 'IMPORTED' and not documents.is_void))
        and entry_documents.family = 'bill'
        and coalesce(entry_documents.any_1, entry_documents.any_2, entry_documents.any_3, entry_documents.any_4) is null
        and not documents.is_draft
    group by
        entry_documents._landing,
        entry_documents._line
    having
        count(distinct case when not documents.is_void then documents.ref_key end) = 1
        or count(distinct documents.ref_key) = 1
),

named_entries as (
    select
        entry_documents.* exclude (net, family, own_1, own_2, own_3, own_4, any_1, any_2, any_3, any_4),
        coalesce(split_shares.share, entry_documents.net) as net,
        coalesce(
            split_shares.doc_type, several_named.doc_type, own_1, own_2, own_3, own_4, any_1, any_2, any_3, any_4, bills_by_number.doc_type
        ) as doc_type,
        case
            when split_shares.ref_key is not null then split_shares.ref_key
            when several_named.ref_key is not null then several_named.ref_key
            when own_1 is not null then key_1
            when own_2 is not null then key_2
            when own_3 is not null then key_3
            when own_4 is not null then key_4
            when any_1 is not null then key_1
            when any_2 is not null then key_2
            when any_3 is not null then key_3
            when any_4 is not null then key_4
            else bills_by_number.ref_key
        end as ref_key,
        case
            when bills_by_number.ref_key is not null then 'supplier_number_of'
            when split_shares.ref_key is not null then 'names_in_part'
            when entry_documents.read_form = 'full' then 'reads'
            when entry_documents.read_form = 'bare' then 'reads_number'
            else 'names'
        end as told_by
    from entry_documents
    left join bills_by_number
        on bills_by_number._landing = entry_documents._landing
        and bills_by_number._line = entry_documents._line
    left join several_named
        on several_named.dataset = 'ledger_entries'
        and several_named._landing = entry_documents._landing
        and several_named._line = entry_documents._line
        and several_named.nth = 1
    left join split_shares
        on split_shares._landing = entry_documents._landing
        and split_shares._line = entry_documents._line
),

adjustment_entries as (
    -- A journal that names none of a month's adjustments but equals their sum, if no other entry names one of them.
    select adjustment_sums.*
    from adjustment_sums
    where not exists (
        select 1
        from adjustment_sums as whole
        inner join named_entries
            on named_entries.doc_type = 'ADJ'
            and named_entries.ref_key = whole.ref_key
            and named_entries.role = 'inventory'
        where whole._landing = adjustment_sums._landing and whole.journal = adjustment_sums.journal
    )
)

select
    named_entries.* exclude (told_by, net, doc_type, ref_key),
    coalesce(adjustment_entries.share, named_entries.net) as net,
    coalesce(named_entries.doc_type, adjustment_entries.doc_type) as doc_type,
    coalesce(named_entries.ref_key, adjustment_entries.ref_key) as ref_key,
    case when adjustment_entries.ref_key is not null then 'sum_with' else named_entries.told_by end
    || '|' || coalesce(named_entries.ref_key, adjustment_entries.ref_key) as reason_code
from named_entries
left join adjustment_entries
    on adjustment_entries._landing = named_entries._landing
    and adjustment_entries._line = named_entries._line
    and named_entries.ref_key is null
where
    (
        named_entries.ref_key is not null
        or adjustment_entries.ref_key is not null
        or coalesce(length(named_entries.reference), 0) <> 21
    )
    and not exists (
        select 1
        from ledger_cuts
        where ledger_cuts._landing = named_entries._landing and ledger_cuts._line = named_entries._line
    )
union all
select
    ledger_cuts.* exclude (net, doc_type, ref_key, reason_code),
    ledger_cuts.net,
    ledger_cuts.doc_type,
    ledger_cuts.ref_key,
    ledger_cuts.reason_code
from ledger_cuts
