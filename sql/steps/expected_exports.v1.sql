-- Expected exports: the exports that the month needs for its steps, and whether each of them is uploaded.
--
-- since: 2000-01
-- grain: one row for each export that the month needs
-- key:   dataset
-- rule:  checklist.md#what-proves-a-step
--        The ledger is only needed if Omni syncs with it, and its lists of documents only if they arrive there as drafts. If the month
--        has one of these two lists but needs both, they are not uploaded

with

uploads as (
    select distinct dataset
    from landings
    where period = $period
),

lacking_lists as (
    select count(*) as lists
    from unlisted_kinds
)

select
    monthly_exports.position,
    monthly_exports.dataset,
    uploads.dataset is not null and not (monthly_exports.is_list and lacking_lists.lists > 0) as is_present
from monthly_exports
cross join settings_in_force
cross join lacking_lists
inner join packages on packages.code = settings_in_force.package
left join uploads on uploads.dataset = monthly_exports.dataset
where
    not monthly_exports.is_of_ledger
    or (
        packages.syncs
        and (not monthly_exports.is_list or (packages.keeps_drafts and settings_in_force.upload_state = 'draft'))
    )
