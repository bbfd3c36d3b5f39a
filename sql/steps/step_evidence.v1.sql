-- Step evidence: the exports each step needs as proof, those that are missing or too old, and the reason codes.
--
-- since: 2000-01
-- grain: one row for each step that exports can prove
-- key:   step
-- rule:  checklist.md#what-proves-a-step

with

places as (
    select nth
    from (values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13)) as listed (nth)
),

step_needs as (
    -- Under periodic inventory, adjustments and landed costs are not synced, so nothing is compared with the reconciliation.
    select
        steps.step,
        split_part(steps.needs, ' ', places.nth) as need
    from steps
    cross join places
    cross join settings_in_force
    where
        split_part(steps.needs, ' ', places.nth) <> ''
        and (
            settings_in_force.inventory_method = 'perpetual'
            or steps.step <> 'SY1'
            or split_part(steps.needs, ' ', places.nth) in ('sales_documents', 'purchase_documents')
            or split_part(steps.needs, ' ', places.nth) like 'kind:%'
        )
),

needed_exports as (
    select step, need as dataset
    from step_needs
    where need not like '%:%' and need not like '%.%'
),

age_rules as (
    select
        steps.step,
        split_part(steps.newer_than, ' ', places.nth) as pair
    from steps
    cross join places
    where split_part(steps.newer_than, ' ', places.nth) <> ''
),

dependencies as (
    select
        step,
        split_part(pair, '>', 1) as dataset,
        split_part(pair, '>', 2) as newer_than
    from age_rules
),

landed_exports as (
    -- An export may consist of several files. Staleness is judged by the oldest, and other exports are compared with the newest.
    select
        dataset,
        min(exported_on) as oldest,
        max(exported_on) as newest,
        min(case when exported_on is null then cast(landed_at as date) end) as landed_on,
        max(case when exported_on is null then 1 else 0 end) as is_undated
    from landings
    where period = $period
    group by dataset
),

unmet_needs as (
    select needed_exports.step, 'not_landed|' || needed_exports.dataset as reason_code
    from needed_exports
    left join landed_exports on landed_exports.dataset = needed_exports.dataset
    where landed_exports.dataset is null
    union
    select step_needs.step, 'no_column|' || split_part(step_needs.need, '.', 1) || '|' || split_part(step_needs.need, '.', 2) as reason_code
    from step_needs
    inner join landings
        on landings.dataset = split_part(step_needs.need, '.', 1)
        and landings.period = $period
        and landings.absent like '%|' || split_part(step_needs.need, '.', 2) || '|%'
    where step_needs.need like '%.%'
    union
    select needed_exports.step, incomplete_exports.reason_code
    from needed_exports
    inner join incomplete_exports
        on incomplete_exports.concerns
        and (
            incomplete_exports.dataset = needed_exports.dataset
            -- Order lines are optional. If there are any, they show whether an order meets the conditions for COGS.
            or (incomplete_exports.dataset = 'order_lines' and needed_exports.dataset = 'cogs_entries')
        )
    union
    select needed_exports.step, sales_not_in_cogs.reason_code
    from needed_exports
    cross join sales_not_in_cogs
    where needed_exports.dataset = 'cogs_entries'
    union
    select needed_exports.step, unlisted_kinds.reason_code
    from needed_exports
    cross join unlisted_kinds
    where needed_exports.dataset = 'ledger_documents'
    union
    select step_needs.step, missing_accounts.reason_code
    from step_needs
    inner join missing_accounts on step_needs.need = 'account:' || missing_accounts.role
    union
    select step_needs.step, withheld_kinds.reason_code
    from step_needs
    inner join withheld_kinds on step_needs.need = 'read:' || withheld_kinds.family
    union
    select step_needs.step, unlisted_families.reason_code
    from step_needs
    inner join unlisted_families
        on step_needs.need = 'read:' || unlisted_families.family
        and unlisted_families.period = $period
    union
    select step_needs.step, list_gaps.reason_code
    from step_needs
    inner join list_gaps
        on list_gaps.need = step_needs.need
        and list_gaps.period = $period
    union
    select step, unknown_code as reason_code
    from checklist_steps
    where unknown_code is not null
),

stale_exports as (
    select
        needed_exports.step,
        case
            when landed_exports.oldest <= $period_end
                then 'taken_too_early|' || needed_exports.dataset || '|' || cast(landed_exports.oldest as varchar)
            else 'landed_too_early|' || needed_exports.dataset || '|' || cast(landed_exports.landed_on as varchar)
        end as reason_code
    from needed_exports
    inner join landed_exports on landed_exports.dataset = needed_exports.dataset
    where landed_exports.oldest <= $period_end or landed_exports.landed_on < $period_end
    union
    select
        dependencies.step,
        'older_than|' || dependencies.dataset || '|' || cast(landed_exports.oldest as varchar) || '|'
        || dependencies.newer_than || '|' || cast(basis.newest as varchar) as reason_code
    from dependencies
    inner join landed_exports on landed_exports.dataset = dependencies.dataset
    inner join landed_exports as basis on basis.dataset = dependencies.newer_than
    where landed_exports.oldest > $period_end and landed_exports.oldest < basis.newest
),

unmet_by_step as (
    select step, string_agg(reason_code, ';' order by reason_code) as unmet_code
    from unmet_needs
    group by step
),

stale_by_step as (
    select step, string_agg(reason_code, ';' order by reason_code) as stale_code
    from stale_exports
    group by step
)

select
    needed_exports.step,
    string_agg(needed_exports.dataset, ', ' order by needed_exports.dataset) as needed,
    string_agg(case when landed_exports.dataset is null then needed_exports.dataset end, ', ' order by needed_exports.dataset) as missing,
    max(unmet_by_step.unmet_code) as unmet_code,
    max(stale_by_step.stale_code) as stale_code,
    string_agg(case when landed_exports.is_undated = 1 then needed_exports.dataset end, ', ' order by needed_exports.dataset) as undated
from needed_exports
left join landed_exports on landed_exports.dataset = needed_exports.dataset
left join unmet_by_step on unmet_by_step.step = needed_exports.step
left join stale_by_step on stale_by_step.step = needed_exports.step
group by needed_exports.step
