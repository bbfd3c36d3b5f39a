-- Bridge legs: the legs of the bridge, each with its gap and the evidence that is missing to explain it.
--
-- since: 2000-01
-- grain: one row for each leg
-- key:   leg
-- rule:  bridge.md#the-bridge, bridge.md#periodic-inventory
--        The gap is the first balance less the last. It is blank if either balance is unknown. `unmet_code` is blank if everything is
--        there that the causes of the leg need

with

settings_row as (
    select * from settings_in_force
),

unmet_by_leg as (
    select
        leg,
        string_agg(reason_code, ';' order by reason_code) as unmet_code,
        max(case when is_of_balance then 1 else 0 end) = 1 as is_unknown
    from bridge_needs
    group by leg
),

gaps as (
    select
        'hsv_to_sohr' as leg,
        valuation_totals.stock_value - reconciliation_totals.closing as gap
    from valuation_totals
    cross join reconciliation_totals
    cross join settings_row
    where settings_row.inventory_method = 'perpetual'
    union all
    select
        'sohr_to_gl' as leg,
        reconciliation_totals.closing - account_totals.closing as gap
    from reconciliation_totals
    cross join account_totals
    cross join settings_row
    where settings_row.inventory_method = 'perpetual'
    union all
    select
        'hsv_to_gl' as leg,
        valuation_totals.stock_value - account_totals.closing as gap
    from valuation_totals
    cross join account_totals
    cross join settings_row
    where settings_row.inventory_method <> 'perpetual'
)

select
    gaps.leg,
    case when not coalesce(unmet_by_leg.is_unknown, false) then gaps.gap end as gap,
    unmet_by_leg.unmet_code
from gaps
left join unmet_by_leg on unmet_by_leg.leg = gaps.leg
