-- Cut candidates: the documents and batches that each truncated entry may refer to, and how well each one matches.
--
-- since: 2000-01
-- grain: one row for each truncated entry and each document or batch whose reference begins with its longest tail
-- key:   _landing, _line, doc_type, ref_key
-- rule:  references.md#cut-references
--        `likeness` is 2 if the date matches, plus 1 if the contact matches. `best` is the highest likeness among candidates with the same
--        amount, and `of_best` is the number of those candidates that reach it. `of_day` counts the candidates with the same date, and
--        `of_both` those with the same date and contact

with

lengths as (
    select distinct length(tail) as letters
    from cut_tails
),

named as (
    select doc_type, ref_key, contact, acct_date, amount, amount_incl
    from documents
    union all
    select
        'BATCH' as doc_type, ref_key, cast(null as varchar) as contact, last_date as acct_date, amount, amount_incl
    from batches
    where is_live
),

beginnings as (
    select
        named.doc_type,
        named.ref_key,
        named.contact,
        named.acct_date,
        abs(named.amount) as amount,
        abs(named.amount_incl) as amount_incl,
        left(named.ref_key, lengths.letters) as beginning,
        length(named.ref_key) = lengths.letters as is_whole
    from named
    cross join lengths
    where length(named.ref_key) >= lengths.letters
),

possible as (
    select
        cut_tails._landing,
        cut_tails._line,
        cut_tails.names_one,
        cut_tails.cut_at,
        beginnings.doc_type,
        beginnings.ref_key,
        beginnings.is_whole,
        length(cut_tails.tail) as letters,
        max(length(cut_tails.tail)) over (partition by cut_tails._landing, cut_tails._line) as most_letters,
        abs(cut_tails.size - beginnings.amount) <= 0.02 or abs(cut_tails.size - beginnings.amount_incl) <= 0.02 as is_of_amount,
        case when beginnings.acct_date = cut_tails.entry_date then 2 else 0 end
        + case when lower(beginnings.contact) = lower(cut_tails.contact) then 1 else 0 end as likeness
    from cut_tails
    inner join beginnings
        on beginnings.beginning = cut_tails.tail
        and (
            (cut_tails.family = 'bill' and beginnings.doc_type in ('PO', 'SCN'))
            or (cut_tails.family = 'sale' and beginnings.doc_type in ('SO', 'CN', 'BATCH'))
            or (cut_tails.family = 'journal' and beginnings.doc_type in ('ADJ', 'PO'))
        )
),

weighed as (
    select
        *,
        count(*) over (partition by _landing, _line) as of_name,
        max(case when is_of_amount and is_whole then 1 else 0 end) over (partition by _landing, _line) as whole_fits,
        max(case when is_of_amount then likeness end) over (partition by _landing, _line) as best,
        cast(sum(case when likeness >= 2 then 1 else 0 end) over (partition by _landing, _line) as integer) as of_day,
        cast(sum(case when likeness = 3 then 1 else 0 end) over (partition by _landing, _line) as integer) as of_both
    from possible
    where letters = most_letters
)

select
    *,
    cast(sum(case when is_of_amount and likeness = best then 1 else 0 end) over (partition by _landing, _line) as integer) as of_best
from weighed
