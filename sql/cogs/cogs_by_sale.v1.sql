-- COGS by sale: the cost that a ledger takes out of inventory under the references of sales, in months without one journal for all of them.
--
-- since: 2000-01
-- grain: one row for each month of such a ledger
-- key:   cogs_month
-- rule:  cogs.md#cost-posted-with-each-sale
--        `amount` is positive, and `charged` is the amount on the cost of goods sold accounts. A month has no journal to miss if nothing
--        else takes cost out, or if at least half of the sales that Omni lists with COGS have an entry of their own

with

entries as (
    select
        period as cogs_month,
        sum(case when role = 'inventory' then -net end) as amount,
        sum(case when role = 'cogs' then net end) as charged,
        count(distinct case when role = 'inventory' then ref_key end) as sales,
        min(case when role = 'inventory' then _landing end) as _landing,
        min(case when role = 'inventory' then _line end) as _line
    from ledger_matches
    where
        role in ('inventory', 'cogs')
        and doc_type in ('SO', 'CN', 'BATCH')
        and kind <> 'accrual'
        and is_in_month
    group by period
),

journals as (
    select distinct cogs_month
    from cogs_journals
    where cogs_month = period
),

listed_sales as (
    select
        period,
        count(*) as sales
    from cogs_entries
    where cogs <> 0
    group by period
)

select
    entries.cogs_month,
    entries.amount,
    entries.charged,
    entries._landing,
    entries._line
from entries
left join journals on journals.cogs_month = entries.cogs_month
left join listed_sales on listed_sales.period = entries.cogs_month
where
    entries.amount <> 0
    and (journals.cogs_month is null or entries.sales * 2 >= coalesce(listed_sales.sales, 0))
