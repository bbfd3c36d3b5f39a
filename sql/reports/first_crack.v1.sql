-- First difference: the first month, day and documents on which the reconciliation and the ledger differ.
--
-- since: 2000-01
-- key:   period, entry_date, doc_type, ref
-- needs: stock_reconciliation_entries, ledger_entries
-- rule:  causes-ledger.md#unexplained

with

reconciliation_lines as (
    select
        period,
        entry_date,
        case section
            when 'purchase_orders' then 'PO'
            when 'additional_costs' then 'PO'
            when 'supplier_credit_notes' then 'SCN'
            when 'cogs' then 'COGS'
            else 'ADJ'
        end as doc_type,
        case section when 'cogs' then 'COGS-' || period else ref_key end as ref,
        coalesce(debit, 0) - coalesce(credit, 0) as omni,
        0 as ledger
    from stock_reconciliation_entries
    where period <= $period
),

journal_lines as (
    select _landing, _line, cogs_month
    from cogs_journals
),

ledger_postings as (
    select
        ledger_matches.period,
        ledger_matches.entry_date,
        case when journal_lines.cogs_month is not null then 'COGS' else coalesce(ledger_matches.doc_type, 'GL') end as doc_type,
        case
            when journal_lines.cogs_month is not null then 'COGS-' || journal_lines.cogs_month
            else coalesce(ledger_matches.ref_key, ledger_matches.reference, ledger_matches.description, '')
        end as ref,
        0 as omni,
        ledger_matches.net as ledger
    from ledger_matches
    left join journal_lines
        on journal_lines._landing = ledger_matches._landing
        and journal_lines._line = ledger_matches._line
    where ledger_matches.role = 'inventory'
),

lines_of_both as (
    select period, entry_date, doc_type, ref, omni, ledger from reconciliation_lines
    union all
    select period, entry_date, doc_type, ref, omni, ledger from ledger_postings
),

compared_lines as (
    select lines_of_both.*
    from lines_of_both
    inner join compared_months
        on compared_months.period = lines_of_both.period
        and compared_months.has_reconciliation
        and compared_months.has_inventory
),

documents_apart as (
    select
        period,
        doc_type,
        ref,
        min(entry_date) as entry_date,
        sum(omni) as omni,
        sum(ledger) as ledger
    from compared_lines
    group by
        period,
        doc_type,
        ref
    having round(sum(omni) - sum(ledger), 2) <> 0
),

first_month as (
    select min(period) as period
    from documents_apart
)

select
    documents_apart.period,                                                           -- Month
    documents_apart.entry_date,                                                       -- Day
    documents_apart.doc_type,                                                         -- Type
    documents_apart.ref,                                                              -- Reference
    cast(documents_apart.omni as decimal(18, 2)) as omni,                             -- Reconciliation
    cast(documents_apart.ledger as decimal(18, 2)) as ledger,                         -- Ledger
    cast(documents_apart.omni - documents_apart.ledger as decimal(18, 2)) as difference,  -- Difference
    cast(
        sum(documents_apart.omni - documents_apart.ledger) over (
            order by documents_apart.entry_date, documents_apart.doc_type, documents_apart.ref
        ) as decimal(18, 2)
    ) as running                                                                      -- Cumulative difference
from documents_apart
inner join first_month on first_month.period = documents_apart.period
order by
    period,
    entry_date,
    doc_type,
    ref
