-- Ledger matches: the Omni document or batch that a ledger entry names, and the sentence that justifies it.
--
-- since: 2000-01
-- rule:  domain.md 1.2 and 5.3: a part of the reference or of the text equals the reference of a document, whatever its
--        place and prefix; of several, the kind of entry decides. QuickBooks cuts references at 21 characters (G06).

with

parts as (
    select period, _landing, _line, kind, role, key_1 as part, 1 as slot from ledger_as_known where key_1 is not null
    union all
    select period, _landing, _line, kind, role, key_2 as part, 2 as slot from ledger_as_known where key_2 is not null
    union all
    select period, _landing, _line, kind, role, key_3 as part, 3 as slot from ledger_as_known where key_3 is not null
    union all
    select period, _landing, _line, kind, role, key_4 as part, 4 as slot from ledger_as_known where key_4 is not null
),

names as (
    select doc_type, ref_key from documents
    union
    select 'BATCH' as doc_type, upper(trim(payment_batch_ref)) as ref_key
    from documents
    where payment_batch_ref is not null
),

named as (
    select
        parts._landing, parts._line, names.doc_type, names.ref_key, parts.slot,
        'its reference names ' || names.ref_key as reason,
        false as is_cut,
        case
            when parts.kind in ('bill', 'bill_credit') and names.doc_type in ('PO', 'SCN') then 1
            when parts.kind in ('sales_invoice', 'sales_credit') and names.doc_type in ('SO', 'CN', 'BATCH') then 1
            when parts.kind = 'journal' and names.doc_type in ('ADJ', 'PO', 'SCN') then 1
            else 2
        end as preference
    from parts
    inner join names on names.ref_key = parts.part
),

expected as (
    select left(upper(supplier_inv_no || ' | ' || ref), 21) as cut_reference, doc_type, ref_key
    from documents
    where supplier_inv_no is not null
    union
    select left(upper(ref || ' | ' || supplier_inv_no), 21) as cut_reference, doc_type, ref_key
    from documents
    where supplier_inv_no is not null
),

cut as (
    select
        ledger_as_known._landing, ledger_as_known._line, expected.doc_type, expected.ref_key, 5 as slot,
        'its reference is that of ' || expected.ref_key || ' cut at 21 characters' as reason,
        true as is_cut,
        3 as preference
    from ledger_as_known
    inner join expected on expected.cut_reference = upper(ledger_as_known.reference)
    where length(ledger_as_known.reference) = 21
),

exact as (
    select distinct _landing, _line
    from named
),

tails as (
    -- What is left of the last part of a reference that fills all 21 characters.
    select
        ledger_as_known._landing,
        ledger_as_known._line,
        ledger_as_known.kind,
        abs(ledger_as_known.net) as size,
        case when ledger_as_known.reference like '%|%' then ledger_as_known.key_2 else ledger_as_known.key_1 end as tail
    from ledger_as_known
    cross join settings_in_force
    where
        settings_in_force.package = 'quickbooks'
        and length(ledger_as_known.reference) = 21
        and not exists (
            select 1
            from exact
            where exact._landing = ledger_as_known._landing and exact._line = ledger_as_known._line
        )
),

shortened as (
    -- One document begins so, or one of them is of the amount.
    select
        candidates._landing, candidates._line, candidates.doc_type, candidates.ref_key, 6 as slot,
        'its reference, cut at 21 characters, begins that of ' || candidates.ref_key as reason,
        true as is_cut,
        4 as preference
    from (
        select
            tails._landing,
            tails._line,
            documents.doc_type,
            documents.ref_key,
            count(*) over (partition by tails._landing, tails._line) as of_name,
            case when tails.size in (abs(documents.amount), abs(documents.amount_incl)) then 1 else 0 end as fits,
            sum(case when tails.size in (abs(documents.amount), abs(documents.amount_incl)) then 1 else 0 end)
                over (partition by tails._landing, tails._line) as of_amount
        from tails
        inner join documents
            on length(documents.ref_key) > length(tails.tail)
            and left(documents.ref_key, length(tails.tail)) = tails.tail
            and (
                (tails.kind in ('bill', 'bill_credit') and documents.doc_type in ('PO', 'SCN'))
                or (tails.kind in ('sales_invoice', 'sales_credit', 'payment') and documents.doc_type in ('SO', 'CN'))
                or (tails.kind = 'journal' and documents.doc_type in ('ADJ', 'PO'))
            )
        where length(tails.tail) >= 4
    ) as candidates
    where
        candidates.of_name = 1
        or (candidates.of_amount = 1 and candidates.fits = 1)
),

ranked as (
    select
        candidates.*,
        row_number() over (
            partition by candidates._landing, candidates._line
            order by candidates.preference, candidates.slot, candidates.doc_type, candidates.ref_key
        ) as place
    from (
        select * from named
        union all
        select * from cut
        union all
        select * from shortened
    ) as candidates
)

select
    ledger_as_known.*,
    ranked.doc_type,
    ranked.ref_key,
    ranked.reason,
    coalesce(ranked.is_cut, false) as is_cut
from ledger_as_known
left join ranked
    on ranked._landing = ledger_as_known._landing
    and ranked._line = ledger_as_known._line
    and ranked.place = 1
