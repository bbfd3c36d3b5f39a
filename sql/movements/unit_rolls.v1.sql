-- Unit rolls: the units of each product, by branch if every export states it, from last month's valuation to this month's.
--
-- since: 2000-01
-- grain: one row for each product, and for each branch if every export states it
-- key:   product, branch
-- rule:  movements.md#units-by-product-and-branch
--        `expected` is blank unless last month's valuation is known. Sums of an export from which rows were left out are blank.
--        `branch` is empty text if an export does not state it

with

valued as (
    select
        period, product_code as product, product_name, coalesce(branch, '') as branch, soh, _landing, _line
    from stock_valuation_lines
    where period in ($period, strftime($period_start - 1, '%Y-%m'))
),

moved as (
    select product, branch, doc_type, units, _landing, _line
    from movement_lines
    where month = $period
),

branches as (
    select branch, period from valued
    union all
    select branch, $period as period from moved
),

scope as (
    select
        min(case when branch = '' then 0 else 1 end) = 1 as has_branches,
        max(case when period <> $period then 1 else 0 end) = 1 as has_last_month
    from branches
),

incomplete as (
    select
        count(case when dataset = 'stock_valuation_lines' or period = $period then 1 end) > 0 as lacks_any,
        count(case when dataset = 'stock_movements' and period = $period then 1 end) > 0 as lacks_moves,
        count(case when dataset = 'stock_valuation_lines' and period < $period then 1 end) > 0 as lacks_opening,
        count(case when dataset = 'stock_valuation_lines' and period = $period then 1 end) > 0 as lacks_closing
    from incomplete_exports
    where
        dataset in ('stock_movements', 'stock_valuation_lines')
        and period >= strftime($period_start - 1, '%Y-%m')
),

transit as (
    select max(case when counts_transit then 1 else 0 end) = 1 as is_counted
    from movement_months
    where period = $period
),

unit_changes as (
    select
        valued.product, valued.product_name, case when scope.has_branches then valued.branch else '' end as branch,
        cast(null as varchar) as doc_type,
        case when valued.period = $period then 'closing' else 'opening' end as kind,
        valued.soh as units, valued._landing, valued._line, 'stock_valuation_lines' as dataset
    from valued
    cross join scope
    union all
    select
        moved.product, cast(null as varchar) as product_name, case when scope.has_branches then moved.branch else '' end as branch,
        coalesce(moved.doc_type, 'OTHER') as doc_type, 'moved' as kind,
        moved.units, moved._landing, moved._line, 'stock_movements' as dataset
    from moved
    cross join scope
),

summed as (
    select
        product,
        branch,
        max(product_name) as product_name,
        sum(case when kind = 'opening' then units else 0 end) as opening,
        sum(case when kind = 'closing' then units else 0 end) as closing,
        sum(case when kind = 'moved' then units else 0 end) as moved,
        sum(case when doc_type in ('SO', 'CN') then units else 0 end) as sold,
        sum(case when doc_type in ('PO', 'SCN') then units else 0 end) as bought,
        sum(case when doc_type = 'ADJ' then units else 0 end) as adjusted,
        sum(case when doc_type = 'JOB' then units else 0 end) as produced,
        sum(case when doc_type = 'BT' then units else 0 end) as transferred,
        sum(case when doc_type = 'OTHER' then units else 0 end) as other
    from unit_changes
    group by
        product,
        branch
),

places as (
    -- The line to open: that of this month's valuation, otherwise last month's, otherwise a movement.
    select
        unit_changes.product,
        unit_changes.branch,
        unit_changes.dataset,
        unit_changes._landing,
        unit_changes._line,
        row_number() over (
            partition by unit_changes.product, unit_changes.branch
            order by unit_changes.kind, unit_changes._landing, unit_changes._line
        ) as nth
    from unit_changes
)

select
    summed.product,
    summed.product_name,
    summed.branch,
    case when scope.has_last_month and not incomplete.lacks_opening then summed.opening end as opening,
    case when not incomplete.lacks_moves then summed.sold end as sold,
    case when not incomplete.lacks_moves then summed.bought end as bought,
    case when not incomplete.lacks_moves then summed.adjusted end as adjusted,
    case when not incomplete.lacks_moves then summed.produced end as produced,
    case when not incomplete.lacks_moves then summed.transferred end as transferred,
    case when not incomplete.lacks_moves then summed.other end as other,
    case
        when scope.has_last_month and not incomplete.lacks_any
            then
                summed.opening + summed.moved
                - case when transit.is_counted and not scope.has_branches then summed.transferred else 0 end
    end as expected,
    case when not incomplete.lacks_closing then summed.closing end as closing,
    places.dataset,
    places._landing,
    places._line
from summed
cross join scope
cross join transit
cross join incomplete
inner join places
    on places.product = summed.product
    and places.branch = summed.branch
    and places.nth = 1
