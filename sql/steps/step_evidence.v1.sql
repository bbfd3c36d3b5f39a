-- Step evidence: the exports without which a step cannot be proven, whether the period has them, and whether they are fresh.
--
-- since: 2000-01
-- rule:  domain.md 3: evidence is newer than what it depends on. An export taken on or before the month end has not seen the
--        month; one that is older than the documents it is held against has not seen what was corrected in them. Where the day of
--        the export is not known, the file is stale only if it landed before the month end. A step without fresh exports is
--        attested, never green by itself.

with

places as (
    select *
    from (values (1), (2), (3), (4), (5), (6), (7), (8), (9)) as listed (nth)
),

needed as (
    -- Under periodic inventory adjustments and landed costs are not synced: nothing is held against the reconciliation.
    select
        steps.step,
        split_part(steps.needs, ' ', places.nth) as dataset
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

too_old as (
    select
        needed.step,
        case
            when landed.oldest <= $period_end
                then 'taken_too_early|' || needed.dataset || '|' || cast(landed.oldest as varchar)
            else 'landed_too_early|' || needed.dataset || '|' || cast(landed.landed_on as varchar)
        end as reason_code
    from needed
    inner join landed on landed.dataset = needed.dataset
    where landed.oldest <= $period_end or landed.landed_on < $period_end
    union all
    select
        dependencies.step,
        'older_than|' || dependencies.dataset || '|' || cast(landed.oldest as varchar) || '|'
        || dependencies.newer_than || '|' || cast(basis.newest as varchar) as reason_code
    from dependencies
    inner join landed on landed.dataset = dependencies.dataset
    inner join landed as basis on basis.dataset = dependencies.newer_than
    where landed.oldest > $period_end and landed.oldest < basis.newest
),

stale as (
    select
        step,
        string_agg(reason_code, ';' order by reason_code) as stale_code
    from too_old
    group by step
)

select
    needed.step,
    string_agg(needed.dataset, ', ' order by needed.dataset) as needed,
    string_agg(case when landed.dataset is null then needed.dataset end, ', ' order by needed.dataset) as missing,
    max(stale.stale_code) as stale_code,
    string_agg(case when landed.is_undated = 1 then needed.dataset end, ', ' order by needed.dataset) as undated
from needed
left join landed on landed.dataset = needed.dataset
left join stale on stale.step = needed.step
group by needed.step
