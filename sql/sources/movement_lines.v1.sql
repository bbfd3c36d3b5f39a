-- Movement lines: each stock movement in its latest known state.
--
-- since: 2000-01
-- grain: one row for each line of a list of stock movements
-- key:   _landing, _line
-- rule:  movements.md#stock-movements
--        A list also has the first days of the next month. They count only until that month has a list of its own. `month` is the month
--        of the movement

with

listed_months as (
    select distinct period
    from landings
    where
        dataset = 'stock_movements'
        and period <= $period
)

select
    movements.doc_type,
    movements.reference as ref,
    movements.ref_key,
    movements.move_date,
    strftime(movements.move_date, '%Y-%m') as month,
    movements.product_code,
    movements.product_name,
    movements.branch,
    movements.units,
    movements._landing,
    movements._line
from stock_movements_as_known as movements
left join listed_months
    on listed_months.period = strftime(movements.move_date, '%Y-%m')
    and listed_months.period > movements.period
where listed_months.period is null
