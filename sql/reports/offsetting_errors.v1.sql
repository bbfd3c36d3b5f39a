-- Offsetting errors: months that tie in total and fail in detail, and how much hides behind the net.
--
-- since: 2000-01
-- key:   period
-- needs: stock_reconciliation_entries, ledger_entries
-- rule:  features.md 2, idea 13: the sum of absolute document differences beside their net, by month

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
        coalesce(listed.net, 0) - coalesce(posted.net, 0) as difference
    from listed
    full join posted
        on posted.period = listed.period
        and posted.ref = listed.ref
)

select
    paired.period,                                                                    -- Month
    cast(sum(paired.difference) as decimal(18, 2)) as net_difference,                 -- Net difference
    cast(sum(abs(paired.difference)) as decimal(18, 2)) as gross_difference,          -- Sum of differences
    cast(sum(case when paired.difference <> 0 then 1 else 0 end) as integer) as documents,  -- Documents apart
    case
        when sum(abs(paired.difference)) = 0 then 'ties in detail'
        when round(sum(paired.difference), 2) = 0 then 'ties in total, fails in detail'
        when sum(abs(paired.difference)) > abs(sum(paired.difference)) then 'partly offset'
        else 'apart'
    end as state                                                                      -- State
from paired
inner join compared_months
    on compared_months.period = paired.period
    and compared_months.has_reconciliation
    and compared_months.has_inventory
group by paired.period
order by period
