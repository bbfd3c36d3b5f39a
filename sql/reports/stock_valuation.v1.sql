-- Historic stock valuations: stock on hand at month end at landed cost, compared with last month, with flags.
--
-- since: 2000-01
-- key:   product_code, option, branch
-- units: soh
-- needs: stock_valuation_lines
-- rule:  statuses-and-flags.md#stock-valuation, balances.md#valuation
--        A flag is blank if nothing shows what it tests, such as the unit value of a month that was not uploaded
-- help:  https://help.omni.cin7.com/hc/en-us/articles/9128593204239

with

now_held as (
    select
        *,
        cast(case when soh > 0 then stock_value / soh end as decimal(18, 4)) as unit_value
    from stock_valuation_lines
    where period = $period
),

last_incomplete as (
    select count(*) > 0 as lacks_rows
    from incomplete_exports
    where
        dataset = 'stock_valuation_lines'
        and period = $previous_period
),

last_known as (
    select count(*) > 0 as is_known
    from stock_valuation_lines
    where period = $previous_period
),

last_held as (
    select
        product_code,
        coalesce(option, '') as option,
        coalesce(branch, '') as branch,
        sum(soh) as soh,
        sum(stock_value) as stock_value,
        cast(case when sum(soh) > 0 then round(sum(stock_value) / sum(soh), 4) end as decimal(18, 4)) as unit_value
    from stock_valuation_lines
    where period = $previous_period
    group by
        product_code,
        coalesce(option, ''),
        coalesce(branch, '')
)

select
    now_held.category,                                                                -- Category
    now_held.product_code,                                                            -- Product
    now_held.product_name,                                                            -- Name
    now_held.option,                                                                  -- Option
    now_held.branch,                                                                  -- Branch
    cast(now_held.soh as decimal(18, 2)) as soh,                                      -- On hand
    cast(now_held.stock_value as decimal(18, 2)) as stock_value,                      -- Stock value
    cast(now_held.retail_value as decimal(18, 2)) as retail_value,                    -- Retail value
    now_held.unit_value,                                                              -- Unit value
    last_held.unit_value as last_unit_value,                                          -- Unit value last month
    cast(
        now_held.stock_value - coalesce(last_held.stock_value, case when not last_incomplete.lacks_rows then 0 end) as decimal(18, 2)
    ) as change,                                                                      -- Change since last month
    case when now_held.soh < 0 then 'Y' when now_held.soh is not null then 'N' end as hv1,  -- HV1 negative stock
    -- HV2 stock without cost
    case
        when now_held.soh > 0 and coalesce(now_held.stock_value, 0) <= 0 then 'Y' when now_held.soh is not null then 'N'
    end as hv2,
    -- HV3 value without stock
    case
        when now_held.soh = 0 and now_held.stock_value <> 0 then 'Y'
        when now_held.soh is not null and (now_held.soh <> 0 or now_held.stock_value is not null) then 'N'
    end as hv3,
    case
        when last_held.unit_value > 0 and abs(now_held.unit_value - last_held.unit_value) > last_held.unit_value * 0.5
            then 'Y'
        when last_held.product_code is null and last_known.is_known and not last_incomplete.lacks_rows then 'N'
        when last_held.product_code is not null and (last_held.unit_value is null or now_held.unit_value is not null) then 'N'
    end as hv4,                                                                       -- HV4 unit value changed by more than 50%
    case
        when now_held.retail_value > 0 and now_held.stock_value > now_held.retail_value then 'Y'
        when now_held.retail_value is not null and now_held.stock_value is not null then 'N'
    end as hv5,                                                                       -- HV5 cost above retail value
    'stock_valuation_lines' as _dataset,
    now_held._landing,
    now_held._line
from now_held
cross join last_incomplete
cross join last_known
left join last_held
    on last_held.product_code = now_held.product_code
    and last_held.option = coalesce(now_held.option, '')
    and last_held.branch = coalesce(now_held.branch, '')
order by
    now_held.stock_value desc nulls last,
    now_held.product_code,
    now_held.option nulls first,
    now_held.branch nulls first
