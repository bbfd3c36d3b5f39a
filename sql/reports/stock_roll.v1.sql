-- Units by product and branch: units in last month's valuation, movements since, and the units in the valuation.
--
-- since: 2000-01
-- key:   product, branch
-- units: difference, opening, expected, closing
-- needs: stock_movements, stock_valuation_lines
-- rule:  movements.md#units-by-product-and-branch
--        No document is blamed for a difference, because nothing shows which movement is missing

with valued_rolls as (
    select
        unit_rolls.product,
        unit_rolls.product_name,
        unit_rolls.branch,
        unit_rolls.opening,
        unit_rolls.sold,
        unit_rolls.bought,
        unit_rolls.adjusted,
        unit_rolls.produced,
        unit_rolls.transferred,
        unit_rolls.other,
        unit_rolls.expected,
        unit_rolls.closing,
        unit_rolls.dataset,
        unit_rolls._landing,
        unit_rolls._line,
        (unit_rolls.closing - unit_rolls.expected) * unit_values.unit_value as value,
        abs((unit_rolls.closing - unit_rolls.expected) * unit_values.unit_value) as size
    from unit_rolls
    left join unit_values on unit_values.product = unit_rolls.product
)

select
    valued_rolls.product,                                                               -- Product
    valued_rolls.product_name,                                                          -- Name
    valued_rolls.branch,                                                                -- Branch
    cast(valued_rolls.opening as decimal(18, 2)) as opening,                            -- Last month
    cast(valued_rolls.sold as decimal(18, 2)) as sold,                                  -- Sales and returns
    cast(valued_rolls.bought as decimal(18, 2)) as bought,                              -- Purchases and returns
    cast(valued_rolls.adjusted as decimal(18, 2)) as adjusted,                          -- Adjustments
    cast(valued_rolls.produced as decimal(18, 2)) as produced,                          -- Production
    cast(valued_rolls.transferred as decimal(18, 2)) as transferred,                    -- Transfers
    cast(valued_rolls.other as decimal(18, 2)) as other,                                -- Other movements
    cast(valued_rolls.expected as decimal(18, 2)) as expected,                          -- Expected
    cast(valued_rolls.closing as decimal(18, 2)) as closing,                            -- In the valuation
    cast(valued_rolls.closing - valued_rolls.expected as decimal(18, 2)) as difference,   -- Difference: positive if the valuation is higher
    cast(valued_rolls.value as decimal(18, 2)) as value,  -- Value of the difference
    valued_rolls.dataset as _dataset,
    valued_rolls._landing,
    valued_rolls._line
from valued_rolls
order by
    valued_rolls.size desc nulls last,
    valued_rolls.product,
    valued_rolls.branch
