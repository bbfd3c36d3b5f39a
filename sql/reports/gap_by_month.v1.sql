-- Gap by month: the stock on hand, the ledger's stock account and the gap between them, for twelve months up to this one.
--
-- since: 2000-01
-- key:   period
-- needs: stock_valuation_lines, ledger_entries
-- rule:  bridge.md#the-bridge, balances.md#balances
--        The accounts are those of the settings in force. A balance is blank if its export has not been uploaded for the month, lacks
--        rows, or ends before the month does

with

places as (
    select nth
    from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) as listed (nth)
),

counted_months as (
    -- Months since the year 0, because adding months to a date differs between engines.
    select 12 * cast(left($period, 4) as integer) + cast(right($period, 2) as integer) - 1 - nth as number
    from places
),

months as (
    select
        lpad(cast(cast((number - number % 12) / 12 as integer) as varchar), 4, '0')
        || '-' || lpad(cast(number % 12 + 1 as varchar), 2, '0') as period
    from counted_months
),

valuations as (
    select period, sum(stock_value) as hsv
    from stock_valuation_lines
    group by period
),

short_valuations as (
    select distinct period
    from incomplete_exports
    where dataset = 'stock_valuation_lines'
)

select
    months.period,                                                                    -- Month
    cast(
        case when short_valuations.period is null then valuations.hsv end as decimal(18, 2)
    ) as hsv,                                                                         -- Historic stock valuation
    cast(case when ledger_ends.period is null then role_balances.closing end as decimal(18, 2)) as gl_inventory,  -- Ledger stock account
    cast(
        case when short_valuations.period is null and ledger_ends.period is null then valuations.hsv - role_balances.closing end
        as decimal(18, 2)
    ) as gap                                                                          -- Valuation less ledger
from months
left join valuations on valuations.period = months.period
left join short_valuations on short_valuations.period = months.period
left join role_balances
    on role_balances.period = months.period
    and role_balances.role = 'inventory'
left join ledger_ends on ledger_ends.period = months.period
order by months.period
