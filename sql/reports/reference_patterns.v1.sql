-- Reference patterns: how the ledger writes Omni's references, by kind of entry, with the evidence.
--
-- since: 2000-01
-- key:   kind, found_in, pattern
-- needs: ledger_entries, sales_documents, purchase_documents
-- rule:  references.md#how-the-ledger-writes-references
--        `of_entries` is the number of inventory and revenue entries of the kind, including those without a document

with

entries as (
    select *, count(*) over (partition by kind) as of_kind
    from ledger_patterns
    where
        is_in_month
        and role in ('inventory', 'revenue')
),

ranked_entries as (
    select
        *,
        row_number() over (partition by kind, found_in, pattern order by ref_key, entry) as nth
    from entries
    where pattern is not null
)

select
    kind,                                                                             -- Kind of entry
    found_in,                                                                         -- Found in
    pattern,                                                                          -- Pattern
    cast(count(*) as bigint) as matched,                                              -- Matched
    cast(max(of_kind) as bigint) as of_entries,                                       -- Total entries
    cast(max(case when nth = 1 then entry end) as varchar) as example_entry,          -- Example in the ledger
    cast(max(case when nth = 1 then ref_key end) as varchar) as example_document      -- Example in Omni
from ranked_entries
group by
    kind,
    found_in,
    pattern
order by
    kind,
    found_in,
    pattern
