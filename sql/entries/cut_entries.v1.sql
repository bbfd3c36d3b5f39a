-- Cut entries: ledger entries whose reference has exactly the length that a package allows, so it may have been truncated.
--
-- since: 2000-01
-- grain: one row for each such ledger entry
-- key:   _landing, _line
-- rule:  references.md#cut-references
--        `tail` is the last part of the reference. `names_one` is true if a whole part is the reference of a document. `family` is the type
--        of document that such an entry posts

with

lengths_kept as (
    select distinct reference_length as characters
    from packages
    where reference_length is not null
)

select
    role,
    entry_date,
    contact,
    net,
    upper(reference) as cut_reference,
    cast(length(reference) as varchar) as cut_at,
    case when reference like '%|%' then key_2 else key_1 end as tail,
    case when kind = 'payment' then 'sale' else family end as family,
    doc_type is not null as names_one,
    _landing,
    _line
from ledger_read
where length(reference) in (select characters from lengths_kept)
