-- Checklist steps: every step of the close, and whether it applies to this company.
--
-- since: 2000-01
-- rule:  domain.md 3. A new way for a step to apply is a branch here

with

automatic as (
    select count(*) as adjustments
    from stock_adjustments
    where period <= $period and is_auto
)

select
    steps.position,
    steps.step,
    steps.step_group,
    steps.title,
    steps.due_day,
    steps.needs,
    steps.newer_than,
    case steps.applies_to
        when 'all' then true
        when 'uses_pos' then settings_in_force.uses_pos
        when 'ecommerce' then settings_in_force.uses_ecommerce and settings_in_force.batches_sales
        when 'auto' then settings_in_force.uses_pos or automatic.adjustments > 0
        when 'package' then settings_in_force.package in ('xero', 'quickbooks')
        when 'draft' then settings_in_force.package = 'xero' and settings_in_force.upload_state = 'draft'
        when 'perpetual' then
            settings_in_force.package in ('xero', 'quickbooks') and settings_in_force.inventory_method = 'perpetual'
    end as applies
from steps
cross join settings_in_force
cross join automatic
