-- Checklist steps: the twelve steps of the reconciliation process and two more, and whether they apply to this company.
--
-- since: 2000-01
-- rule:  domain.md 3, in the order of the articles; `due_day` is the business day after the month end by which a step is done

with

steps as (
    select *
    from (
        values
        (1, 'CL1', 'Closing', 'Close registers for POS', 'uses_pos', 1),
        (2, 'CL2', 'Closing', 'Close registers for eCommerce', 'ecommerce', 1),
        (3, 'CH1', 'Checking', 'Check sales orders', 'all', 2),
        (4, 'CH2', 'Checking', 'Check customer credit notes', 'all', 2),
        (5, 'CH3', 'Checking', 'Check purchase orders', 'all', 3),
        (6, 'CH4', 'Checking', 'Check supplier credit notes', 'all', 3),
        (7, 'X1', 'Checking', 'Approve automatic adjustments', 'auto', 3),
        (8, 'X2', 'Checking', 'Back-order incoming stock', 'all', 3),
        (9, 'SY1', 'Syncing', 'Sync transactions', 'package', 4),
        (10, 'SY2', 'Syncing', 'Approve draft invoices and bills in Xero', 'draft', 4),
        (11, 'SY3', 'Syncing', 'Fix discrepancies', 'package', 5),
        (12, 'SY4', 'Syncing', 'Fix errors', 'package', 5),
        (13, 'SY5', 'Syncing', 'Check that sales have COGS', 'all', 6),
        (14, 'SY6', 'Syncing', 'Sync the COGS journal', 'perpetual', 6)
    ) as listed (position, step, step_group, title, applies_to, due_day)
),

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
