-- Movement months: whether the stock movements of a month are complete, and whether valuations count goods between branches.
--
-- since: 2000-01
-- grain: one row for each month with stock movements
-- key:   period
-- rule:  movements.md#whether-the-list-is-complete
--        A list is complete if every product's units roll forward from one valuation to the next. `products_off` is blank without both
--        valuations, or if rows were left out. `counts_transit` is what the newest month that shows it says, and blank if none does

with

months as (
    select distinct period
    from landings
    where
        dataset = 'stock_movements'
        and period <= $period
),

incomplete_months as (
    -- Units of unreadable rows may be on either side of the comparison.
    select period
    from incomplete_exports
    where dataset in ('stock_movements', 'stock_valuation_lines')
    union
    select strftime(last_day(cast(period || '-01' as date)) + 1, '%Y-%m') as period
    from incomplete_exports
    where dataset = 'stock_valuation_lines'
),

compared as (
    select
        period,
        count(*) as products,
        count(case when opening + moved <> closing then 1 end) as off_without,
        count(case when opening + moved - transferred <> closing then 1 end) as off_with,
        count(case when transferred <> 0 then 1 end) as in_transit
    from product_rolls
    where period not in (select period from incomplete_months)
    group by period
),

gaining as (
    -- If more units arrived than left, a part of the transfer is missing, so transfers cannot be left out of the comparison.
    select count(*) > 0 as exist
    from gaining_transfers
),

judged as (
    select
        compared.period,
        compared.products,
        case when gaining.exist then compared.off_without else least(compared.off_with, compared.off_without) end as products_off,
        case
            when compared.in_transit = 0 then null
            when compared.off_without = 0 then false
            when compared.off_with = 0 and not gaining.exist then true
        end as counts_transit
    from compared
    cross join gaining
),

newest as (
    select max(period) as period
    from judged
    where counts_transit is not null
)

select
    months.period,
    cast(judged.products as integer) as products,
    cast(judged.products_off as integer) as products_off,
    coalesce(judged.products_off = 0, false) as is_complete,
    showing.counts_transit
from months
cross join newest
left join judged on judged.period = months.period
left join judged as showing on showing.period = newest.period
