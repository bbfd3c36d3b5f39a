select
    acct_date, order_ref, doc_type, status, sales, cogs, gross_profit, gp_pct,
    coalesce(cogs, 0) = 0 as is_blank,
    sign(cogs) <> sign(sales) as is_wrong_sign,
    round(sales - cogs, 2) <> round(gross_profit, 2) as is_off
from cogs_entries
where period = $period
order by acct_date, order_ref
