-- Movement doubts: the reason why the month's stock movements do not prove anything, if there is one.
--
-- since: 2000-01
-- grain: one row for each reason, or none if the movements are complete
-- key:   reason_code
-- rule:  movements.md#whether-the-list-is-complete

with

landed as (
    select count(*) as exports
    from landings
    where
        dataset = 'stock_movements'
        and period = $period
),

incomplete as (
    select reason_code
    from incomplete_exports
    where
        (dataset = 'stock_movements' and period = $period)
        or (dataset = 'stock_valuation_lines' and period in ($period, strftime($period_start - 1, '%Y-%m')))
),

judged as (
    select
        case
            when landed.exports = 0 then 'not_landed|stock_movements'
            when exists (select 1 from incomplete) then null
            when movement_months.products_off is null then 'movements_not_compared'
            when movement_months.products_off > 0
                then
                    'movements_incomplete|' || cast(movement_months.products_off as varchar)
                    || '|' || cast(movement_months.products as varchar)
        end as reason_code
    from landed
    left join movement_months on movement_months.period = $period
    union all
    select reason_code
    from incomplete
)

select reason_code
from judged
where reason_code is not null
