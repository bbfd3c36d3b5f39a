-- First difference: the first month, day and documents on which the reconciliation and the ledger differ.
--
-- since: 2000-01
-- key:   doc_type, ref, known_as, period
-- needs: stock_reconciliation_entries, ledger_entries
-- rule:  causes-ledger.md#unexplained

with

references_apart as (
    select *
    from compared_references
    where round(difference, 2) <> 0
),

first_month as (
    select min(period) as period
    from references_apart
)

select
    references_apart.period,                                                          -- Month
    references_apart.entry_date,                                                      -- Day
    references_apart.doc_type,                                                        -- Type
    coalesce(documents.ref, references_apart.ref) as ref,                             -- Reference
    references_apart.known_as,                                                        -- Entered as
    cast(references_apart.omni as decimal(18, 2)) as omni,                            -- Reconciliation
    cast(references_apart.ledger as decimal(18, 2)) as ledger,                        -- Ledger
    cast(references_apart.difference as decimal(18, 2)) as difference,                -- Difference
    cast(
        sum(references_apart.difference) over (
            order by references_apart.entry_date, references_apart.doc_type, references_apart.ref, references_apart.known_as
        ) as decimal(18, 2)
    ) as running,                                                                     -- Cumulative difference
    references_apart.dataset as _dataset,
    references_apart._landing,
    references_apart._line
from references_apart
inner join first_month on first_month.period = references_apart.period
left join documents
    on documents.doc_type = references_apart.doc_type
    and documents.ref_key = references_apart.ref
order by
    period,
    entry_date,
    doc_type,
    ref,
    known_as
