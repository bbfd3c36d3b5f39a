-- Compared references: the difference between the reconciliation and the inventory account for each reference, month by month.
--
-- since: 2000-01
-- grain: one row for each reference and month
-- key:   period, ref
-- rule:  identities.md#t4-references-agree

with

reconciled_references as (
    select
        period,
        ref_key as ref,
        sum(coalesce(debit, 0) - coalesce(credit, 0)) as net
    from stock_reconciliation_entries
    where
        period <= $period
        and section in ('purchase_orders', 'additional_costs', 'supplier_credit_notes', 'stock_adjustments')
    group by
        period,
        ref_key
),

journal_lines as (
    select _landing, _line
    from cogs_journals
),

posted_references as (
    select
        ledger_matches.period,
        coalesce(ledger_matches.ref_key, ledger_matches.reference, ledger_matches.description, '') as ref,
        sum(ledger_matches.net) as net
    from ledger_matches
    where
        ledger_matches.role = 'inventory'
        and ledger_matches.kind <> 'accrual'
        and not exists (
            select 1
            from journal_lines
            where journal_lines._landing = ledger_matches._landing and journal_lines._line = ledger_matches._line
        )
    group by 1, 2
),

reference_differences as (
    select
        coalesce(reconciled_references.period, posted_references.period) as period,
        coalesce(reconciled_references.ref, posted_references.ref) as ref,
        coalesce(reconciled_references.net, 0) - coalesce(posted_references.net, 0) as difference
    from reconciled_references
    full join posted_references
        on posted_references.period = reconciled_references.period
        and posted_references.ref = reconciled_references.ref
)

select reference_differences.*
from reference_differences
inner join compared_months
    on compared_months.period = reference_differences.period
    and compared_months.has_reconciliation
    and compared_months.has_inventory
