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
        when 'package' then packages.syncs
        when 'draft' then packages.keeps_drafts and settings_in_force.upload_state = 'draft'
        when 'perpetual' then packages.syncs and settings_in_force.inventory_method = 'perpetual'
    end as applies
from steps
cross join automatic
cross join settings_in_force
inner join packages on packages.code = settings_in_force.package
