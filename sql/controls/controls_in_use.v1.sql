-- Controls in use: the control accounts besides stock that apply to this company in the month.
--
-- since: 2000-01
-- grain: one row for each role
-- key:   role
-- rule:  control-accounts.md#accounts-in-use
--        Only some companies have landed costs or deposits: those with an account for them, and those that Omni lists some for.
--        Under periodic inventory, neither cost of goods sold nor landed costs are posted

with

listed as (
    select distinct role
    from control_gaps
    where omni_amount <> 0
),

stated as (
    select distinct role
    from accounts_in_force
)

select
    control_roles.position,
    control_roles.role,
    control_roles.sign,
    control_roles.tie_out
from control_roles
cross join settings_in_force
left join stated on stated.role = control_roles.role
left join listed on listed.role = control_roles.role
where
    (control_roles.role not in ('landed_costs', 'deposits') or coalesce(stated.role, listed.role) is not null)
    and (control_roles.role not in ('cogs', 'landed_costs') or coalesce(settings_in_force.inventory_method, '') <> 'periodic')
