-- Ledger matches: the Omni document or batch that a ledger entry names, and the sentence that justifies it.
--
-- since: 2000-01
-- rule:  domain.md 1.2 and 5.3: a part of the reference or of the text equals the reference of a document, whatever its
--        place and prefix; of several, the kind of entry decides, then the place. What names none may have been cut (G06).
--        Entries that settle (payments, allocations) and touch no compared account are left out

with

entries as (
    -- Under periodic inventory a bill is an expense, of whichever account: payables tell what was billed.
    select
        ledger_as_known.*,
        case
            when ledger_as_known.kind in ('bill', 'bill_credit') then 'bill'
            when ledger_as_known.kind in ('sales_invoice', 'sales_credit') then 'sale'
            when ledger_as_known.kind = 'journal' then 'journal'
        end as family
    from ledger_as_known
    cross join settings_in_force
    where
        ledger_as_known.role in ('inventory', 'cogs', 'revenue')
        or ledger_as_known.kind in ('sales_invoice', 'sales_credit', 'journal', 'other')
        or (
            settings_in_force.inventory_method = 'periodic'
            and ledger_as_known.role = 'payable'
            and ledger_as_known.kind in ('bill', 'bill_credit')
        )
),

later_parts as (
    -- Few references have more than two parts.
    select
        entries._landing,
        entries._line,
        case entries.family when 'bill' then third.bill_type when 'sale' then third.sale_type when 'journal' then third.journal_type end as own_3,
        case entries.family when 'bill' then fourth.bill_type when 'sale' then fourth.sale_type when 'journal' then fourth.journal_type end as own_4,
        third.any_type as any_3,
        fourth.any_type as any_4
    from entries
    left join document_names as third on third.ref_key = entries.key_3
    left join document_names as fourth on fourth.ref_key = entries.key_4
    where
        entries.key_3 is not null
        or entries.key_4 is not null
),

parts as (
    -- `own` is a document of the kind that such an entry is posted for, `any` one of any kind.
    select
        entries.*,
        case entries.family when 'bill' then first.bill_type when 'sale' then first.sale_type when 'journal' then first.journal_type end as own_1,
        case entries.family when 'bill' then second.bill_type when 'sale' then second.sale_type when 'journal' then second.journal_type end as own_2,
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

joined as (
    -- A supplier's number may look like the reference of another order: the order is the one that Omni joined it with.
    select
        parts._landing,
        parts._line,
        min(documents.doc_type) as doc_type,
        min(documents.ref_key) as ref_key
    from parts
    inner join documents
        on documents.ref_key in (parts.key_1, parts.key_2, parts.key_3, parts.key_4)
        and documents.supplier_inv_no is not null
        and replace(upper(parts.reference), ' ', '') in (
            replace(upper(documents.supplier_inv_no || '|' || documents.ref), ' ', ''),
            replace(upper(documents.ref || '|' || documents.supplier_inv_no), ' ', '')
        )
    where
        parts.family = 'bill'
        and case when parts.own_1 is null then 0 else 1 end + case when parts.own_2 is null then 0 else 1 end
        + case when parts.own_3 is null then 0 else 1 end + case when parts.own_4 is null then 0 else 1 end > 1
    group by
        parts._landing,
        parts._line
),

numbered as (
    -- Without an integration bills are keyed by hand: under the supplier's number, which is then all that names the order.
    select
        parts._landing,
        parts._line,
        coalesce(min(case when not documents.is_void then documents.doc_type end), min(documents.doc_type)) as doc_type,
        coalesce(min(case when not documents.is_void then documents.ref_key end), min(documents.ref_key)) as ref_key
    from parts
    cross join settings_in_force
    inner join documents
        on upper(trim(documents.supplier_inv_no)) = upper(trim(parts.reference))
        and (
            lower(trim(documents.contact)) = lower(trim(parts.contact))
            or left(lower(trim(parts.description)), length(trim(documents.contact))) = lower(trim(documents.contact))
        )
    where
        settings_in_force.package = 'none'
        and parts.family = 'bill'
        and coalesce(parts.any_1, parts.any_2, parts.any_3, parts.any_4) is null
        and not documents.is_draft
    group by
        parts._landing,
        parts._line
    having
        count(distinct case when not documents.is_void then documents.ref_key end) = 1
        or count(distinct documents.ref_key) = 1
),

named as (
    select
        parts.* exclude (family, own_1, own_2, own_3, own_4, any_1, any_2, any_3, any_4),
        coalesce(
            joined.doc_type, own_1, own_2, own_3, own_4, any_1, any_2, any_3, any_4, numbered.doc_type
        ) as doc_type,
        case
            when joined.ref_key is not null then joined.ref_key
            when own_1 is not null then key_1
            when own_2 is not null then key_2
            when own_3 is not null then key_3
            when own_4 is not null then key_4
            when any_1 is not null then key_1
            when any_2 is not null then key_2
            when any_3 is not null then key_3
            when any_4 is not null then key_4
            else numbered.ref_key
        end as ref_key,
        case when numbered.ref_key is null then 'its reference names ' else 'its reference is the supplier''s number of ' end as told_by
    from parts
    left join numbered
        on numbered._landing = parts._landing
        and numbered._line = parts._line
    left join joined
        on joined._landing = parts._landing
        and joined._line = parts._line
)

select
    named.* exclude (told_by),
    named.told_by || named.ref_key as reason
from named
where
    (
        named.ref_key is not null
        or coalesce(length(named.reference), 0) <> 21
    )
    and not exists (
        select 1
        from ledger_cuts
        where ledger_cuts._landing = named._landing and ledger_cuts._line = named._line
    )
union all
select *
from ledger_cuts
