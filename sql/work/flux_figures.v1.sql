-- Flux figures: every balance, margin, cause of the bridge and class of timing differences, for each month that is compared.
--
-- since: 2000-01
-- grain: one row for each item and month with exports
-- key:   item, period
-- rule:  flux.md#figures
--        The figures are those of the reports `balances`, `bridge` and `timing_roll_forward`. A cause that a month's bridge does not name
--        is 0.00 if its leg is known, and otherwise blank. `known_amount` is the amount that can be compared: blank if an export that the
--        causes of the leg need is missing or incomplete

with

listed_balances as (
    select *
    from (
        values
        ('balances', 'hsv', 1), ('balances', 'sohr_closing', 2), ('balances', 'gl_inventory', 3), ('balances', 'hsv_minus_sohr', 4),
        ('balances', 'sohr_minus_gl', 5), ('balances', 'hsv_minus_gl', 6), ('balances', 'cin7_cogs', 7), ('balances', 'gl_cogs', 8),
        ('balances', 'cin7_sales', 9), ('balances', 'gl_revenue', 10), ('balances', 'gl_ar', 11), ('balances', 'gl_ap', 12),
        ('margin', 'cin7_margin', 13), ('margin', 'cin7_margin_percent', 14), ('margin', 'gl_margin', 15),
        ('margin', 'gl_margin_percent', 16)
    ) as listed (part, code, place)
),

balance_figures as (
    select
        balances_by_month.period,
        listed_balances.part,
        listed_balances.code,
        listed_balances.place,
        case listed_balances.code
            when 'hsv' then hsv
            when 'sohr_closing' then sohr_closing
            when 'gl_inventory' then gl_inventory
            when 'hsv_minus_sohr' then hsv_minus_sohr
            when 'sohr_minus_gl' then sohr_minus_gl
            when 'hsv_minus_gl' then hsv - gl_inventory
            when 'cin7_cogs' then cin7_cogs
            when 'gl_cogs' then gl_cogs
            when 'cin7_sales' then cin7_sales
            when 'gl_revenue' then gl_revenue
            when 'gl_ar' then gl_ar
            when 'gl_ap' then gl_ap
            when 'cin7_margin' then cin7_sales - cin7_cogs
            when 'cin7_margin_percent' then cast((cin7_sales - cin7_cogs) * 100 / nullif(cin7_sales, 0) as decimal(18, 2))
            when 'gl_margin' then gl_revenue - gl_cogs
            else cast((gl_revenue - gl_cogs) * 100 / nullif(gl_revenue, 0) as decimal(18, 2))
        end as amount,
        true as is_known
    from balances_by_month
    cross join listed_balances
),

legs as (
    select
        period,
        leg,
        max(case when cause_id = 'unexplained' and amount is not null then 1 else 0 end) = 1 as is_known
    from bridge_by_month
    group by
        period,
        leg
),

listed_causes as (
    select distinct
        leg,
        cause_id
    from bridge_by_month
),

cause_figures as (
    select
        legs.period,
        legs.leg as part,
        listed_causes.cause_id as code,
        case when listed_causes.cause_id = 'unexplained' then 21 else 20 end as place,
        coalesce(bridge_by_month.amount, case when legs.is_known then 0 end) as amount,
        legs.is_known
    from legs
    inner join listed_causes on listed_causes.leg = legs.leg
    left join bridge_by_month
        on bridge_by_month.period = legs.period
        and bridge_by_month.leg = legs.leg
        and bridge_by_month.cause_id = listed_causes.cause_id
),

flows as (
    select *
    from (
        values
        ('Sales', 'sales_documents', 31), ('Customer returns', 'sales_documents', 33), ('Purchases', 'purchase_documents', 35),
        ('Supplier returns', 'purchase_documents', 37), ('Adjustments', 'stock_adjustments', 39)
    ) as listed (flow, dataset, place)
),

classes as (
    select *
    from (values ('moved_only', 0), ('accounted_only', 1)) as listed (class, place)
),

uploads as (
    select distinct
        dataset,
        period
    from landings
),

timing_figures as (
    -- Without the month's own export, nobody knows what is open at its end.
    select
        uploads.period,
        'timing' as part,
        flows.flow || ':' || classes.class as code,
        flows.place + classes.place as place,
        case
            when timing_roll_forward_by_month.flow is not null then timing_roll_forward_by_month.closing_value
            when
                not exists (
                    select 1
                    from incomplete_flows
                    where incomplete_flows.flow = flows.flow and incomplete_flows.period <= uploads.period
                )
                then 0
        end as amount,
        true as is_known
    from flows
    cross join classes
    inner join uploads on uploads.dataset = flows.dataset
    inner join (select distinct period from balances_by_month) as compared on compared.period = uploads.period
    left join timing_roll_forward_by_month
        on timing_roll_forward_by_month.period = uploads.period
        and timing_roll_forward_by_month.flow = flows.flow
        and timing_roll_forward_by_month.class = classes.class
),

figures as (
    select * from balance_figures
    union all
    select * from cause_figures
    union all
    select * from timing_figures
)

select
    part || ':' || code as item,
    period,
    part,
    code,
    place,
    cast(amount as decimal(18, 2)) as amount,
    cast(case when is_known then amount end as decimal(18, 2)) as known_amount
from figures
