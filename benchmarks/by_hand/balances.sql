create temp table a as
select b.*, s.role
from ledger_balances as b
inner join settings_accounts as s
    on s.period = b.period and (s.code = b.account_code or lower(s.name) = lower(b.account_name))
where b.period = $period;

select
    (select sum(closing) from a where role = 'inventory') as gl_inventory,
    (select sum(debits - credits) from a where role = 'cogs') as gl_cogs,
    (select sum(credits - debits) from a where role = 'revenue') as gl_revenue,
    (select sum(stock_value) from stock_valuation_lines where period = $period) as hsv,
    (select sum(opening) from stock_reconciliation_balances where period = $period) as sohr_opening,
    (select sum(closing) from stock_reconciliation_balances where period = $period) as sohr_closing,
    (
        select sum(sales)
        from (
            select *, row_number() over (partition by ref_key order by period desc, _landing desc) as age
            from sales_documents
            where period <= $period
        ) as s
        where age = 1 and not coalesce(is_void, false) and acct_date between $period_start and $period_end
    ) as cin7_sales,
    (select sum(cogs) from cogs_entries where period = $period and acct_date between $period_start and $period_end) as cin7_cogs
