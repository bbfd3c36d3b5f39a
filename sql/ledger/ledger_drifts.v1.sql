-- Ledger drifts: the difference between each opening balance of inventory and the previous month's closing balance, as exported at the
-- time.
--
-- since: 2000-01
-- grain: one row for each month with an opening balance to compare
-- key:   period
-- rule:  causes-ledger.md#g05-ledger-changed-after-the-close, causes-adjustments.md#a08-opening-balances-differ
--        `is_first` marks the first month, whose opening balance is compared with the opening balance of the reconciliation. `change` is
--        the whole change, of which `replaced_cogs` and `posted_late` have their own documents. `drift` is what is left, unless Omni's
--        balance changed by as much

with

openings as (
    select period, opening, closing
    from role_balances
    where role = 'inventory'
),

replaced_cogs as (
    select
        synced_in,
        sum(taken_out) as taken_out
    from cogs_calendar
    where is_taken
    group by synced_in
),

late_postings as (
    select
        synced_in,
        sum(ledger_effect) as posted,
        sum(sohr_effect) as reconciled
    from goods_effects
    where is_late
    group by synced_in
),

cogs_of_earlier_months as (
    select
        shown_in as period,
        sum(delta) as cogs
    from cogs_moments
    where cogs_month < shown_in
    group by shown_in
),

reconciliations as (
    select
        period,
        sum(opening) as opening,
        sum(closing) as closing
    from stock_reconciliation_balances
    where period <= $period
    group by period
),

omni_drifts as (
    -- The change from Omni's previous closing balance to its own opening balance, less the documents that explain it.
    select
        reconciliations.period,
        reconciliations.opening - before.closing + coalesce(cogs_of_earlier_months.cogs, 0) - coalesce(late_postings.reconciled, 0) as drift
    from reconciliations
    inner join reconciliations as before
        on before.period = strftime(cast(reconciliations.period || '-01' as date) - 1, '%Y-%m')
    left join cogs_of_earlier_months on cogs_of_earlier_months.period = reconciliations.period
    left join late_postings on late_postings.synced_in = reconciliations.period
),

opening_drifts as (
    select
        openings.period,
        openings.opening - before.closing as change,
        -coalesce(replaced_cogs.taken_out, 0) as replaced_cogs,
        coalesce(late_postings.posted, 0) as posted_late,
        openings.opening - before.closing + coalesce(replaced_cogs.taken_out, 0) - coalesce(late_postings.posted, 0) as drift
    from openings
    inner join openings as before
        on before.period = strftime(cast(openings.period || '-01' as date) - 1, '%Y-%m')
    left join replaced_cogs on replaced_cogs.synced_in = openings.period
    left join late_postings on late_postings.synced_in = openings.period
    where
        not exists (
            -- The cost in an unreadable row may be what changed the opening balance.
            select 1
            from incomplete_exports
            where
                incomplete_exports.dataset = 'cogs_entries'
                and incomplete_exports.period in (openings.period, before.period)
        )
),

first_month as (
    select min(period) as period
    from openings
)

select
    opening_drifts.period,
    false as is_first,
    opening_drifts.change,
    opening_drifts.replaced_cogs,
    opening_drifts.posted_late,
    case when omni_drifts.drift = opening_drifts.drift then 0 else opening_drifts.drift end as drift
from opening_drifts
left join omni_drifts on omni_drifts.period = opening_drifts.period
union all
select
    openings.period,
    true as is_first,
    openings.opening - stock_reconciliation_balances.opening as change,
    0 as replaced_cogs,
    0 as posted_late,
    openings.opening - stock_reconciliation_balances.opening as drift
from openings
inner join first_month on first_month.period = openings.period
inner join stock_reconciliation_balances on stock_reconciliation_balances.period = openings.period
