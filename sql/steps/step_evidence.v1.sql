-- Step evidence: what each step needs to be proven, what of it is missing or too old, and the codes that say so.
--
-- since: 2000-01
-- grain: one row for each step that exports can prove
-- key:   step
-- rule:  checklist.md#what-proves-a-step

with

places as (
    select nth
    from (values (1), (2), (3), (4), (5), (6), (7), (8), (9)) as listed (nth)
),

needed as (
    -- Under periodic inventory adjustments and landed costs are not synced: nothing is held against the reconciliation.
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
        )
),

exports as (
    select step, need as dataset
    from needed
    where need not like '%:%' and need not like '%.%'
),

pairs as (
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
    from pairs
),

landed as (
    -- Several files may be one export: the oldest says what is stale, the newest what others must not be older than.
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

unmet as (
    select exports.step, 'not_landed|' || exports.dataset as reason_code
    from exports
    left join landed on landed.dataset = exports.dataset
    where landed.dataset is null
    union
    select needed.step, 'no_column|' || split_part(needed.need, '.', 1) || '|' || split_part(needed.need, '.', 2) as reason_code
    from needed
    inner join landings
        on landings.dataset = split_part(needed.need, '.', 1)
        and landings.period = $period
        and landings.absent like '%|' || split_part(needed.need, '.', 2) || '|%'
    where needed.need like '%.%'
    union
    select needed.step, missing_accounts.reason_code
    from needed
    inner join missing_accounts on needed.need = 'account:' || missing_accounts.role
    union
    select needed.step, withheld_kinds.reason_code
    from needed
    inner join withheld_kinds on needed.need = 'read:' || withheld_kinds.family
    union
    select needed.step, unlisted_families.reason_code
    from needed
    inner join unlisted_families
        on needed.need = 'read:' || unlisted_families.family
        and unlisted_families.period = $period
    union
    select step, unknown_code as reason_code
    from checklist_steps
    where unknown_code is not null
),

too_old as (
    select
        exports.step,
        case
            when landed.oldest <= $period_end
                then 'taken_too_early|' || exports.dataset || '|' || cast(landed.oldest as varchar)
            else 'landed_too_early|' || exports.dataset || '|' || cast(landed.landed_on as varchar)
        end as reason_code
    from exports
    inner join landed on landed.dataset = exports.dataset
    where landed.oldest <= $period_end or landed.landed_on < $period_end
    union
    select
        dependencies.step,
        'older_than|' || dependencies.dataset || '|' || cast(landed.oldest as varchar) || '|'
        || dependencies.newer_than || '|' || cast(basis.newest as varchar) as reason_code
    from dependencies
    inner join landed on landed.dataset = dependencies.dataset
    inner join landed as basis on basis.dataset = dependencies.newer_than
    where landed.oldest > $period_end and landed.oldest < basis.newest
),

unmet_by_step as (
    select step, string_agg(reason_code, ';' order by reason_code) as unmet_code
    from unmet
    group by step
),

stale_by_step as (
    select step, string_agg(reason_code, ';' order by reason_code) as stale_code
    from too_old
    group by step
)

select
    exports.step,
    string_agg(exports.dataset, ', ' order by exports.dataset) as needed,
    string_agg(case when landed.dataset is null then exports.dataset end, ', ' order by exports.dataset) as missing,
    max(unmet_by_step.unmet_code) as unmet_code,
    max(stale_by_step.stale_code) as stale_code,
    string_agg(case when landed.is_undated = 1 then exports.dataset end, ', ' order by exports.dataset) as undated
from exports
left join landed on landed.dataset = exports.dataset
left join unmet_by_step on unmet_by_step.step = exports.step
left join stale_by_step on stale_by_step.step = exports.step
group by exports.step
