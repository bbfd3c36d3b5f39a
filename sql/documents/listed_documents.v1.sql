-- Listed documents: Omni documents that appear only in its Stock on Hand Reconciliation, and not in any document report.
--
-- since: 2000-01
-- grain: one row for each document that appears only in the reconciliation
-- key:   doc_type, ref_key
-- rule:  posting.md#documents-only-the-reconciliation-names
--        `effect` is the amount that the reconciliations list up to the period. Debits are positive

with

reconciliation_lines as (
    select
        case section
            when 'supplier_credit_notes' then 'SCN'
            when 'stock_adjustments' then 'ADJ'
            else 'PO'
        end as doc_type,
        ref_key,
        reference,
        contact,
        entry_date,
        coalesce(debit, 0) - coalesce(credit, 0) as effect,
        section,
        _landing,
        _line
    from stock_reconciliation_entries
    where
        period <= $period
        and section in ('purchase_orders', 'additional_costs', 'supplier_credit_notes', 'stock_adjustments')
        and ref_key <> ''
)

select
    reconciliation_lines.doc_type,
    reconciliation_lines.ref_key,
    min(reconciliation_lines.reference) as ref,
    min(reconciliation_lines.contact) as contact,
    min(reconciliation_lines.entry_date) as acct_date,
    cast(sum(reconciliation_lines.effect) as decimal(18, 4)) as effect,
    cast(sum(case when reconciliation_lines.section = 'additional_costs' then reconciliation_lines.effect else 0 end) as decimal(18, 4))
        as landed,
    min(reconciliation_lines._landing) as _landing,
    min(reconciliation_lines._line) as _line
from reconciliation_lines
where
    not exists (
        select 1
        from documents
        where documents.doc_type = reconciliation_lines.doc_type and documents.ref_key = reconciliation_lines.ref_key
    )
group by
    reconciliation_lines.doc_type,
    reconciliation_lines.ref_key
