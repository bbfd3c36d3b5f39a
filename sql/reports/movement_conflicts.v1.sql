-- Movements against documents: stock movements that contradict the orders, credits and adjustments they belong to.
--
-- since: 2000-01
-- key:   doc_type, conflict_code, ref
-- units: document_units, units
-- needs: stock_movements
-- words: conflict_code as conflict, remedy
-- rule:  movements.md#movements-that-contradict-the-documents
--        What most documents of a type have in common is one problem, shown in one row with the number of documents

with

shown as (
    select
        doc_type, conflict_code, ref, 1 as documents, units, document_units, move_date, first_date, last_date, dataset, _landing, _line
    from conflicting_movements
    where not is_alike
    union all
    select
        doc_type, conflict_code, cast(null as varchar) as ref, count(*) as documents,
        cast(null as decimal(18, 4)) as units, cast(null as decimal(18, 4)) as document_units,
        cast(null as date) as move_date, cast(null as date) as first_date, cast(null as date) as last_date,
        min(dataset) as dataset, min(_landing) as _landing, min(_line) as _line
    from conflicting_movements
    where is_alike
    group by
        doc_type,
        conflict_code
)

select
    doc_type,                                                                         -- Type
    ref,                                                                              -- Reference
    conflict_code,                                                                    -- Contradiction
    cast(documents as integer) as documents,                                          -- Documents
    cast(document_units as decimal(18, 2)) as document_units,                         -- Units by the document: positive if they came in
    cast(units as decimal(18, 2)) as units,                                           -- Units by the movements
    move_date,                                                                        -- Stock moved
    first_date,                                                                       -- First movement
    last_date,                                                                        -- Last movement
    dataset as _dataset,
    _landing,
    _line
from shown
order by
    documents desc,
    doc_type nulls last,
    conflict_code,
    ref nulls first
