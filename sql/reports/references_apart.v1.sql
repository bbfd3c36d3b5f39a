-- References that differ: every document and ledger entry on which the reconciliation and the stock account differ, month by month.
--
-- since: 2000-01
-- key:   doc_type, ref, known_as, period
-- needs: stock_reconciliation_entries, ledger_entries
-- rule:  identities.md#t4-references-agree
--        The differences of a month add up to the net difference in `offsetting_errors`. The COGS journal is not among them

select
    compared_references.period,                                                       -- Month
    compared_references.entry_date,                                                   -- Day
    compared_references.doc_type,                                                     -- Type
    coalesce(documents.ref, compared_references.ref) as ref,                          -- Reference
    compared_references.known_as,                                                     -- Entered as
    cast(compared_references.omni as decimal(18, 2)) as omni,                         -- Reconciliation
    cast(compared_references.ledger as decimal(18, 2)) as ledger,                     -- Ledger
    cast(compared_references.difference as decimal(18, 2)) as difference,             -- Difference
    compared_references.dataset as _dataset,
    compared_references._landing,
    compared_references._line
from compared_references
left join documents
    on documents.doc_type = compared_references.doc_type
    and documents.ref_key = compared_references.ref
where
    compared_references.is_compared
    and compared_references.difference <> 0
order by
    period,
    abs(compared_references.difference) desc,
    doc_type,
    ref,
    known_as
