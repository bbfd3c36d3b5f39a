-- Ledger cuts: entries whose reference is as long as a package keeps, and the document or batch that each was cut from (G06).
--
-- since: 2000-01
-- grain: one row for each ledger line with a reference that may have been cut
-- key:   _landing, _line
-- rule:  references.md#cut-references
--        The last part may also name a document of another amount, and begin a longer one of the amount or, if there is none, of
--        the day: a back order

with

lengths_kept as (
    select distinct reference_length as characters
    from packages
    where reference_length is not null
),

entries as (
    select
        ledger_read.*,
        upper(ledger_read.reference) as cut_reference,
        cast(length(ledger_read.reference) as varchar) as cut_at,
        case when ledger_read.reference like '%|%' then ledger_read.key_2 else ledger_read.key_1 end as tail,
        case
            when ledger_read.kind in ('bill', 'bill_credit') then 'bill'
            when ledger_read.kind in ('sales_invoice', 'sales_credit', 'payment') then 'sale'
            when ledger_read.kind = 'journal' then 'journal'
        end as family,
        coalesce(first.ref_key, second.ref_key, third.ref_key, fourth.ref_key) is not null as names_one
    from ledger_read
    left join document_names as first on first.ref_key = ledger_read.key_1
    left join document_names as second on second.ref_key = ledger_read.key_2
    left join document_names as third on third.ref_key = ledger_read.key_3
    left join document_names as fourth on fourth.ref_key = ledger_read.key_4
    where length(ledger_read.reference) in (select characters from lengths_kept)
),

letters (position) as (
    values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16), (17), (18)
),

endings as (
    -- If the parts are joined differently from Omni's own, the last part may begin with any run of letters or digits.
    select _landing, _line, tail
    from entries
    where
        reference like '%|%'
        or names_one
    union
    select entries._landing, entries._line, substring(entries.cut_reference, letters.position) as tail
    from entries
    inner join letters on letters.position <= length(entries.cut_reference) - 3
    where
        entries.reference not like '%|%'
        and not entries.names_one
        and regexp_matches(substring(entries.cut_reference, letters.position, 1), '[\p{L}0-9]')
        and not regexp_matches(substring('-' || entries.cut_reference, letters.position, 2), '^(\p{L}\p{L}|[0-9][0-9])')
),

tails as (
    select
        entries._landing,
        entries._line,
        entries.family,
        endings.tail,
        entries.entry_date,
        entries.contact,
        entries.names_one,
        entries.cut_at,
        abs(entries.net) as size
    from entries
    inner join endings
        on endings._landing = entries._landing
        and endings._line = entries._line
    cross join settings_in_force
    inner join packages
        on packages.code = settings_in_force.package
        and packages.reference_length = length(entries.reference)
    where
        length(endings.tail) >= 4
        and entries.family is not null
),

lengths as (
    select distinct length(tail) as letters
    from tails
),

named as (
    select doc_type, ref_key, contact, acct_date, amount, amount_incl
    from documents
    union all
    select
        'BATCH' as doc_type,
        batch_members.batch_key as ref_key,
        cast(null as varchar) as contact,
        max(documents.acct_date) as acct_date,
        sum(batch_members.amount) as amount,
        sum(batch_members.amount_incl) as amount_incl
    from batch_members
    inner join documents
        on documents.doc_type = batch_members.doc_type
        and documents.ref_key = batch_members.ref_key
    where
        batch_members.batch_key is not null
        and not documents.is_void
    group by 2
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
        tails._landing,
        tails._line,
        tails.names_one,
        tails.cut_at,
        beginnings.doc_type,
        beginnings.ref_key,
        beginnings.is_whole,
        length(tails.tail) as letters,
        max(length(tails.tail)) over (partition by tails._landing, tails._line) as most_letters,
        abs(tails.size - beginnings.amount) <= 0.02 or abs(tails.size - beginnings.amount_incl) <= 0.02 as is_of_amount,
        case when beginnings.acct_date = tails.entry_date then 2 else 0 end
        + case when lower(beginnings.contact) = lower(tails.contact) then 1 else 0 end as likeness
    from tails
    inner join beginnings
        on beginnings.beginning = tails.tail
        and (
            (tails.family = 'bill' and beginnings.doc_type in ('PO', 'SCN'))
            or (tails.family = 'sale' and beginnings.doc_type in ('SO', 'CN', 'BATCH'))
            or (tails.family = 'journal' and beginnings.doc_type in ('ADJ', 'PO'))
        )
),

weighed as (
    select
        *,
        count(*) over (partition by _landing, _line) as of_name,
        max(case when is_of_amount and is_whole then 1 else 0 end) over (partition by _landing, _line) as whole_fits,
        max(case when is_of_amount then likeness end) over (partition by _landing, _line) as best,
        sum(case when likeness >= 2 then 1 else 0 end) over (partition by _landing, _line) as of_day,
        sum(case when likeness = 3 then 1 else 0 end) over (partition by _landing, _line) as of_both
    from possible
    where letters = most_letters
),

shortened as (
    select
        *,
        sum(case when is_of_amount and likeness = best then 1 else 0 end) over (partition by _landing, _line) as of_best
    from weighed
),

found as (
    select
        entries._landing, entries._line, cut_bills.doc_type, cut_bills.ref_key, 1 as preference,
        'cut_of|' || cut_bills.ref_key || '|' || entries.cut_at as reason_code
    from entries
    inner join cut_bills
        on cut_bills._landing = entries._landing
        and cut_bills._line = entries._line
    where not entries.names_one
    union all
    select
        _landing, _line, doc_type, ref_key, 2 as preference,
        case when is_of_amount then 'cut_of_amount' when names_one then 'cut_of_day' else 'cut_begins' end
        || '|' || ref_key || '|' || cut_at as reason_code
    from shortened
    where
        not is_whole
        and whole_fits = 0
        and (
            (of_name = 1 and not names_one)
            or (is_of_amount and likeness = best and of_best = 1)
            or (names_one and best is null and likeness >= 2 and of_day = 1)
        )
),

claimed as (
    select distinct
        entries.role,
        found.doc_type,
        found.ref_key
    from found
    inner join entries
        on entries._landing = found._landing
        and entries._line = found._line
),

left_over as (
    -- Edited on one side: no amount fits, and exactly one document without an entry has the same day and contact.
    select
        shortened._landing, shortened._line, shortened.doc_type, shortened.ref_key, 3 as preference,
        'cut_of_day_and_contact|' || shortened.ref_key || '|' || shortened.cut_at as reason_code
    from shortened
    inner join entries
        on entries._landing = shortened._landing
        and entries._line = shortened._line
    left join claimed
        on claimed.role is not distinct from entries.role
        and claimed.doc_type = shortened.doc_type
        and claimed.ref_key = shortened.ref_key
    where
        not shortened.names_one
        and not shortened.is_whole
        and shortened.best is null
        and shortened.likeness = 3
        and shortened.of_both = 1
        and claimed.ref_key is null
),

ranked as (
    select
        answers.*,
        row_number() over (partition by _landing, _line order by preference, doc_type, ref_key) as nth
    from (
        select * from found
        union all
        select * from left_over
    ) as answers
)

select
    entries.* exclude (cut_reference, cut_at, tail, family, names_one),
    ranked.doc_type,
    ranked.ref_key,
    ranked.reason_code
from entries
left join ranked
    on ranked._landing = entries._landing
    and ranked._line = entries._line
    and ranked.nth = 1
where
    not entries.names_one
    or ranked.ref_key is not null
