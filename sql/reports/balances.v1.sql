-- Balances: the balances of the month in one row. A balance is blank if its export has not been uploaded, or lacks unreadable rows.
--
-- since: 2000-01
-- key:   period
-- rule:  balances.md#balances
--        COGS and sales cover documents dated in the month

with

incomplete as (
    select
        max(case when dataset = 'stock_valuation_lines' then 1 else 0 end) = 1 as lacks_stock,
        max(case when dataset = 'stock_reconciliation_entries' then 1 else 0 end) = 1 as lacks_closing,
        max(case when dataset = 'cogs_entries' then 1 else 0 end) = 1 as lacks_cogs,
        max(case when dataset = 'sales_documents' then 1 else 0 end) = 1 as lacks_sales
    from incomplete_exports
    where
        concerns
        and (period = $period or dataset = 'sales_documents')
),

gaps as (
    select count(*) as gaps
    from list_gaps
    where
        need in ('kind:SO', 'kind:CN', 'amount:sales_documents')
        and period = $period
),

valuation as (
    select sum(stock_value) as hsv
    from stock_valuation_lines
    cross join incomplete
    where
        period = $period
        and not coalesce(incomplete.lacks_stock, false)
),

reconciliation as (
    select
        sum(opening) as opening,
        sum(case when not coalesce(incomplete.lacks_closing, false) then closing end) as closing
    from stock_reconciliation_balances
    cross join incomplete
    where period = $period
),

cogs as (
    select sum(cogs) as cogs
    from cogs_entries
    cross join incomplete
    where
        period = $period
        and acct_date between $period_start and $period_end
        and not coalesce(incomplete.lacks_cogs, false)
),

sales as (
    -- The total is unknown if a list that stands in for the report lacks documents or amounts.
    select sum(amount) as sales
    from documents
    cross join incomplete
    cross join gaps
    where
        doc_type in ('SO', 'CN')
        and acct_date between $period_start and $period_end
        and not is_void
        and not is_draft
        and not coalesce(incomplete.lacks_sales, false)
        and gaps.gaps = 0
),

ledger as (
    select
        sum(case when role = 'inventory' then opening end) as inventory_opening,
        sum(case when role = 'inventory' then closing end) as inventory,
        sum(case when role = 'cogs' then debits - credits end) as cogs,
        sum(case when role = 'revenue' then credits - debits end) as revenue,
        sum(case when role = 'receivable' then closing end) as receivable,
        -sum(case when role = 'payable' then closing end) as payable
    from role_balances
    where period = $period
)

select
    $period as period,                                                                -- Period
    cast(valuation.hsv as decimal(18, 2)) as hsv,                                     -- Historic stock valuation
    cast(reconciliation.opening as decimal(18, 2)) as sohr_opening,                   -- Reconciliation opening
    cast(reconciliation.closing as decimal(18, 2)) as sohr_closing,                   -- Reconciliation balance
    cast(ledger.inventory_opening as decimal(18, 2)) as gl_inventory_opening,         -- Ledger inventory opening
    cast(ledger.inventory as decimal(18, 2)) as gl_inventory,                         -- Ledger inventory closing
    cast(valuation.hsv - reconciliation.closing as decimal(18, 2)) as hsv_minus_sohr,  -- Valuation less reconciliation
    cast(reconciliation.closing - ledger.inventory as decimal(18, 2)) as sohr_minus_gl,  -- Reconciliation less ledger
    cast(cogs.cogs as decimal(18, 2)) as cin7_cogs,                                   -- Omni COGS
    cast(ledger.cogs as decimal(18, 2)) as gl_cogs,                                   -- Ledger COGS
    cast(sales.sales as decimal(18, 2)) as cin7_sales,                                -- Omni sales
    cast(ledger.revenue as decimal(18, 2)) as gl_revenue,                             -- Ledger revenue
    cast(ledger.receivable as decimal(18, 2)) as gl_ar,                               -- Accounts receivable
    cast(ledger.payable as decimal(18, 2)) as gl_ap                                   -- Accounts payable
from valuation
cross join reconciliation
cross join cogs
cross join sales
cross join ledger
order by period
