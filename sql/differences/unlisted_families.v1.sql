-- Unlisted families: kinds of ledger entries for which an Omni list of the month is missing, so that an entry without a document
-- cannot be reported as an error.
--
-- since: 2000-01
-- grain: one row for each kind of entry, month and missing list
-- key:   family, period, reason_code
-- rule:  cannot-tell.md#lists-that-are-not-there
--        `family` is `sale`, `batch`, `bill` or `journal`

with

months as (
    select distinct period
    from landings
),

lists as (
    select period, dataset, max(case when absent like '%|payment_batch_ref|%' then 1 else 0 end) = 1 as lacks_batches
    from landings
    where dataset in ('sales_documents', 'purchase_documents', 'stock_adjustments', 'payments')
    group by
        period,
        dataset
),

listed_months as (
    select
        months.period,
        max(case when lists.dataset = 'sales_documents' then 1 else 0 end) as sales,
        max(case when lists.dataset = 'purchase_documents' then 1 else 0 end) as purchases,
        max(case when lists.dataset = 'stock_adjustments' then 1 else 0 end) as adjustments,
        max(case when lists.dataset = 'payments' or (lists.dataset = 'sales_documents' and not lists.lacks_batches) then 1 else 0 end)
            as batches
    from months
    left join lists on lists.period = months.period
    group by months.period
)

select 'sale' as family, period, 'not_landed|sales_documents' as reason_code
from listed_months
where sales = 0
union all
select 'sale' as family, period, 'no_column|sales_documents|payment_batch_ref' as reason_code
from listed_months
where sales = 1 and batches = 0
union all
select 'batch' as family, period, 'no_column|sales_documents|payment_batch_ref' as reason_code
from listed_months
where sales = 1 and batches = 0
union all
select 'bill' as family, period, 'not_landed|purchase_documents' as reason_code
from listed_months
where purchases = 0
union all
select
    'journal' as family,
    period,
    case when purchases = 0 then 'not_landed|purchase_documents' else 'not_landed|stock_adjustments' end as reason_code
from listed_months
where purchases = 0 or adjustments = 0
union all
-- Any ledger month up to the export's may contain the entry of an unreadable row.
select incomplete_families.family, months.period, incomplete_exports.reason_code
from incomplete_exports
inner join months on months.period <= incomplete_exports.period
inner join (
    values
    ('sales_documents', 'sale'), ('sales_documents', 'batch'), ('payments', 'batch'), ('payments', 'sale'), ('purchase_documents', 'bill'),
    ('purchase_documents', 'journal'), ('stock_adjustments', 'journal')
) as incomplete_families (dataset, family)
    on incomplete_families.dataset = incomplete_exports.dataset
union all
-- The entry may belong to a kind of document that a list of the API leaves out.
select case when dataset = 'sales_documents' then 'sale' else 'bill' end as family, period, reason_code
from list_gaps
where need like 'kind:%'
union all
select 'batch' as family, period, reason_code
from list_gaps
where need in ('kind:SO', 'kind:CN')
union all
-- Both accounts together identify the COGS journal.
select 'journal' as family, listed_months.period, 'no_account|cogs' as reason_code
from listed_months
cross join settings_in_force
left join role_balances
    on role_balances.period = listed_months.period
    and role_balances.role = 'cogs'
where
    settings_in_force.inventory_method = 'perpetual'
    and role_balances.role is null
