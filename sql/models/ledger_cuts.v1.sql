-- Ledger cuts: entries of 21 characters of reference that name no document whole, and the one that it was cut from (G06).
--
-- since: 2000-01
-- rule:  domain.md 5.3. No whole part of it names a document; it is the beginning of supplier number and reference as Omni
--        joins them, or its last part begins one document, or of those that it begins one is of the amount

with

candidates as (
    select
        ledger_as_known.*,
        upper(ledger_as_known.reference) as cut_reference,
        case when ledger_as_known.reference like '%|%' then ledger_as_known.key_2 else ledger_as_known.key_1 end as tail
    from ledger_as_known
    left join document_names as first on first.ref_key = ledger_as_known.key_1
    left join document_names as second on second.ref_key = ledger_as_known.key_2
    left join document_names as third on third.ref_key = ledger_as_known.key_3
    left join document_names as fourth on fourth.ref_key = ledger_as_known.key_4
    where
        length(ledger_as_known.reference) = 21
        and first.ref_key is null
        and second.ref_key is null
        and third.ref_key is null
        and fourth.ref_key is null
),

expected as (
    select left(upper(supplier_inv_no || ' | ' || ref), 21) as cut_reference, doc_type, ref_key
    from documents
    where supplier_inv_no is not null
    union all
    select left(upper(ref || ' | ' || supplier_inv_no), 21) as cut_reference, doc_type, ref_key
    from documents
    where supplier_inv_no is not null
),

tails as (
    select
        candidates._landing,
        candidates._line,
        candidates.kind,
        candidates.tail,
        abs(candidates.net) as size
    from candidates
    cross join settings_in_force
    where
        settings_in_force.package = 'quickbooks'
        and length(candidates.tail) >= 4
),

lengths as (
    select distinct length(tail) as letters
    from tails
),

beginnings as (
    select
        documents.doc_type,
        documents.ref_key,
        abs(documents.amount) as amount,
        abs(documents.amount_incl) as amount_incl,
        left(documents.ref_key, lengths.letters) as beginning
    from documents
    cross join lengths
    where length(documents.ref_key) > lengths.letters
),

shortened as (
    select
        tails._landing,
        tails._line,
        beginnings.doc_type,
        beginnings.ref_key,
        count(*) over (partition by tails._landing, tails._line) as of_name,
        case when tails.size in (beginnings.amount, beginnings.amount_incl) then 1 else 0 end as fits,
        sum(case when tails.size in (beginnings.amount, beginnings.amount_incl) then 1 else 0 end)
            over (partition by tails._landing, tails._line) as of_amount
    from tails
    inner join beginnings
        on beginnings.beginning = tails.tail
        and (
            (tails.kind in ('bill', 'bill_credit') and beginnings.doc_type in ('PO', 'SCN'))
            or (tails.kind in ('sales_invoice', 'sales_credit', 'payment') and beginnings.doc_type in ('SO', 'CN'))
            or (tails.kind = 'journal' and beginnings.doc_type in ('ADJ', 'PO'))
        )
),

found as (
    select
        candidates._landing, candidates._line, expected.doc_type, expected.ref_key, 1 as preference,
        'its reference is that of ' || expected.ref_key || ' cut at 21 characters' as reason
    from candidates
    inner join expected on expected.cut_reference = candidates.cut_reference
    union all
    select
        candidates._landing, candidates._line, shortened.doc_type, shortened.ref_key, 2 as preference,
        'its reference, cut at 21 characters, begins that of ' || shortened.ref_key as reason
    from candidates
    inner join shortened
        on shortened._landing = candidates._landing
        and shortened._line = candidates._line
    where
        shortened.of_name = 1
        or (shortened.of_amount = 1 and shortened.fits = 1)
),

ranked as (
    select
        found.*,
        row_number() over (partition by _landing, _line order by preference, doc_type, ref_key) as place
    from found
)

select
    candidates.* exclude (cut_reference, tail),
    ranked.doc_type,
    ranked.ref_key,
    ranked.reason
from candidates
left join ranked
    on ranked._landing = candidates._landing
    and ranked._line = candidates._line
    and ranked.place = 1
