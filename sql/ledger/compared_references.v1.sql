-- Compared references: what the reconciliation and the inventory account say of each reference, month by month.
--
-- since: 2000-01
-- grain: one row for each reference and month
-- key:   period, ref
-- rule:  identities.md#t4-every-reference-agrees

with

listed as (
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

posted as (
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

paired as (
    select
        coalesce(listed.period, posted.period) as period,
        coalesce(listed.ref, posted.ref) as ref,
        coalesce(listed.net, 0) - coalesce(posted.net, 0) as difference
    from listed
    full join posted
        on posted.period = listed.period
        and posted.ref = listed.ref
)

select paired.*
from paired
inner join compared_months
    on compared_months.period = paired.period
    and compared_months.has_reconciliation
    and compared_months.has_inventory
